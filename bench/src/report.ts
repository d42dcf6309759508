import type { Sample } from './match.ts'

/** What an operation cost a contestant, each number the median of its rounds. */
export interface Row {
  readonly operation: string
  readonly contestant: string
  readonly rounds: number
  readonly requests_per_second: number
  readonly cpu_us: number
  readonly database_us: number | null
  readonly statements: number
  readonly p50_ms: number
  readonly p99_ms: number
  /** Answers that were not the expected ones. Any makes the row invalid. */
  readonly failed: number
  /** CPU as a multiple of what the base used in the same round; null for the base itself. */
  readonly ratio: number | null
  /** The same with the database's CPU added to both. */
  readonly ratio_with_database: number | null
}

/** @param base the contestant that the others are compared with, round by round */
export function rowsOf(samples: readonly Sample[], base: string): Row[] {
  const groups = Map.groupBy(samples, ({ operation, contestant }) => `${operation}\0${contestant}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const of = (number: (sample: Sample) => number) => median(group.map(number))
    const ratioOf = (cost: (sample: Sample) => number) => {
      if (first.contestant === base) return null
      const ratios = group.flatMap((sample) => {
        const beside = samples.find(
          (each) => each.contestant === base && each.operation === sample.operation && each.round === sample.round,
        )
        return beside === undefined ? [] : [cost(sample) / cost(beside)]
      })
      return ratios.length === 0 ? null : median(ratios)
    }
    const seen = first.database_us !== undefined
    return [
      {
        operation: first.operation,
        contestant: first.contestant,
        rounds: group.length,
        requests_per_second: of(({ requests, seconds }) => requests / seconds),
        cpu_us: of(({ cpu_us, requests }) => cpu_us / requests),
        database_us: seen ? of(({ database_us = 0, requests }) => database_us / requests) : null,
        statements: of(({ statements, requests }) => statements / requests),
        p50_ms: of(({ p50_ms }) => p50_ms),
        p99_ms: of(({ p99_ms }) => p99_ms),
        failed: group.reduce((sum, { failed }) => sum + failed, 0),
        ratio: ratioOf(({ cpu_us }) => cpu_us),
        ratio_with_database: seen ? ratioOf(({ cpu_us, database_us = 0 }) => cpu_us + database_us) : null,
      },
    ]
  })
}

/** As a table in Markdown, which reads well in a terminal too. */
export function tableOf(rows: readonly Row[], base: string): string {
  const head = ['operation', 'who', 'req/s', 'CPU us', `x ${base}`, 'database us', 'SQL', 'p50 ms', 'p99 ms', 'failed']
  const lines = rows.map((row) => [
    row.operation,
    row.contestant,
    row.requests_per_second.toFixed(0),
    row.cpu_us.toFixed(0),
    row.ratio?.toFixed(2) ?? '',
    row.database_us?.toFixed(0) ?? '',
    row.statements.toFixed(1),
    row.p50_ms.toFixed(2),
    row.p99_ms.toFixed(2),
    row.failed === 0 ? '0' : `${row.failed}: INVALID`,
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const pad = (line: readonly string[]) =>
    `| ${line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [pad(head), rule, ...lines.map(pad)].join('\n')
}

/** Which operations keep within a limit and which do not, as sentences. */
export function verdictOf(
  rows: readonly Row[],
  { of, base, limit, cost }: { of: string; base: string; limit: number; cost: 'ratio' | 'ratio_with_database' },
): string {
  const held: string[] = []
  const missed: string[] = []
  for (const row of rows) {
    const { operation, contestant, failed, [cost]: ratio } = row
    if (contestant !== of || ratio === null) continue
    if (ratio <= limit && failed === 0) held.push(operation)
    else missed.push(`${operation} (${failed === 0 ? ratio.toFixed(2) : 'invalid'})`)
  }
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))
  const what = cost === 'ratio' ? 'CPU of the server' : 'CPU of server and database'
  return `Goal: ${what} at most ${limit} times that of ${base}. Held: ${list(held)}. Missed: ${list(missed)}.`
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
