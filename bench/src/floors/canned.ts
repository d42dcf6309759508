import { readFileSync } from 'node:fs'

/** What the server answered to an operation once. */
export interface CannedAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** Names the operation in each request, to every contestant alike: one path can be two operations. */
export const operation_header = 'x-operation'

/** The answers of the server, by operation, that the two lowest floors repeat. */
export function cannedAnswers(): Map<string, CannedAnswer> {
  const text = readFileSync(process.env['BENCH_ANSWERS'] ?? '', 'utf8')
  return new Map(Object.entries(JSON.parse(text) as Record<string, CannedAnswer>))
}
