/** The value below which this share of the numbers lies; not a number where there are none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A table in Markdown whose first column is text and the others are numbers. */
export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  const row = (line: readonly string[]) => `| ${line.map(pad).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`))
  return [row(head), `|${rule.join('|')}|`, ...lines.map(row)].join('\n')
}

/** A goal, and whether it was reached, as a sentence. */
export function judged(goal: string, reached: boolean, seen: string): string {
  return `Goal: ${goal}. ${reached ? 'Held' : 'Missed'}: ${seen}.`
}

/** At its start, at its highest and at its end, in MiB. */
export function memoryOf(rss_mib: readonly number[]): { start: number; highest: number; end: number } {
  return { start: rss_mib[0] ?? Number.NaN, highest: Math.max(...rss_mib), end: rss_mib.at(-1) ?? Number.NaN }
}
