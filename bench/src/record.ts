import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import path from 'node:path'

const document = path.join(import.meta.dirname, '../../docs/PERFORMANCE.md')

// Between these lines of the document stands what the last recorded run of a bench measured; everything else is written by hand.
const begins = {
  requests: '<!-- written by npm run bench -- --record -->',
  deliveries: '<!-- written by npm run bench -- deliveries --record -->',
} as const
const end = '<!-- end of what is written -->'

/** The machine, and how busy it was at this moment. */
export interface Surroundings {
  readonly time: string
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly memory_gib: number
  /** Processes that wanted to run, over the last minute; undefined where the system does not say. */
  readonly load: number | undefined
}

export function surroundings(): Surroundings {
  const [first, ...more] = cpus()
  const [load] = loadavg()
  return {
    time: new Date().toISOString(),
    node: process.version,
    cpu: first?.model.trim() ?? process.arch,
    cores: more.length + 1,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    load: process.platform === 'win32' ? undefined : load,
  }
}

/** Puts a run's report into docs/PERFORMANCE.md in the place of the one before. */
export function record(run: {
  bench: keyof typeof begins
  command: string
  before: Surroundings
  after: Surroundings
  report: readonly string[]
}): void {
  const text = readFileSync(document, 'utf8')
  const begin = begins[run.bench]
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from === -1 || to < from) throw new Error(`${document} lacks the lines between which the measured is written`)
  const { command, before, after, report } = run
  const load = `${before.load?.toFixed(1) ?? '?'} before and ${after.load?.toFixed(1) ?? '?'} after`
  const facts = [
    `- Command: \`${command}\``,
    `- Time: ${before.time} to ${after.time}`,
    `- Machine: ${before.cpu}, ${before.cores} cores, ${before.memory_gib} GiB, Node ${before.node}`,
    `- Load of the machine (processes that wanted to run): ${load}`,
  ]
  const written = [begin, facts.join('\n'), ...report, end].join('\n\n')
  writeFileSync(document, text.slice(0, from) + written + text.slice(to + end.length))
}
