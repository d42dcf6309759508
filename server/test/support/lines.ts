import type { TestUsher } from './usher.ts'

/** What an import told at last: how many rows had which end, the rows that were refused, and whether it came to its end. */
export interface Imported {
  readonly status: number
  readonly finished: boolean | undefined
  readonly total: Record<string, number>
  readonly refused: { line: number; code: string; pointer?: string }[]
  readonly code: string | undefined
}

/** Sends rows as the application does: objects, or texts that are sent as they are. */
export async function imports(
  usher: Pick<TestUsher, 'url'>,
  token: string,
  rows: readonly (object | string)[] | ReadableStream<Uint8Array>,
  query = '',
): Promise<Imported> {
  const body =
    rows instanceof ReadableStream
      ? rows
      : rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')
  const response = await fetch(`${usher.url}/platform/members${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body,
    duplex: 'half',
  })
  const told = (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const last = told.at(-1)
  return {
    status: response.status,
    finished: last?.finished,
    total: last?.total,
    refused: told.filter(({ line }) => line !== undefined),
    code: last?.code,
  }
}
