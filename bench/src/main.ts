/**
 * `npm run bench`: what a request costs, beside floors that do less. `npm run bench -- deliveries`: how long mails and webhooks
 * take and what they cost the others.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compare, compareSizes } from './comparison.ts'
import { measureDeliveries, parts as deliveryParts } from './deliveries/bench.ts'
import { deliveryPlans } from './deliveries/goals.ts'
import { floor_limit, growth_limit, type Part, type Plan, plans, sizes } from './goals.ts'
import { startIssuer } from './issuer.ts'
import { record, surroundings } from './record.ts'
import { type Row, rowsOf, tableOf, verdictOf } from './report.ts'
import { type Bed, onPglite, onPostgres } from './stores.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Within five minutes: fewer rounds, a smaller database for PGlite, no check of growth. */
    quick: { type: 'boolean', default: false },
    /** Writes every row, and every round that it is the median of, into this file. */
    json: { type: 'string' },
    /** Writes what was measured into docs/PERFORMANCE.md. */
    record: { type: 'boolean', default: false },
    store: { type: 'string', default: 'both' },
  },
})
const [bench = 'requests', ...named] = positionals
if (bench !== 'requests' && bench !== 'deliveries')
  throw new Error(`there are the benches requests and deliveries, and no ${bench}`)
const plan = options.quick ? plans.quick : plans.full
const report: string[] = []
const measured: Record<string, unknown> = {}

const before = surroundings()
const folder = mkdtempSync(path.join(tmpdir(), 'usher-bench-'))
await using stack = new AsyncDisposableStack()
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const issuer = stack.use(await startIssuer())
if (bench === 'deliveries') await deliveries(named)
else if (options.store !== 'pglite') {
  await using bed = await onPostgres(process.env['BENCH_DATABASE_URL'])
  const rows = await besideTheFloors(bed, plan.postgresql)
  say(verdictOf(rows, { of: 'usher', base: 'floor', limit: floor_limit, cost: 'ratio' }))
  if (plan.growth !== undefined) await growth(bed, plan.growth)
}
if (bench === 'requests' && options.store !== 'postgresql') {
  await using bed = onPglite(folder)
  await besideTheFloors(bed, plan.pglite)
}
// Where somebody kept the rows is nobody else's business.
const told = process.argv.slice(2).filter((each, at, all) => !each.startsWith('--json') && all[at - 1] !== '--json')
const command = `npm run bench${told.length > 0 ? ` -- ${told.join(' ')}` : ''}`
if (options.json !== undefined) {
  writeFileSync(options.json, JSON.stringify({ command, before, after: surroundings(), measured }, null, 2))
}
if (options.record) record({ bench, command, before, after: surroundings(), report })

/** @param named parts of it, to measure those alone */
async function deliveries(named: readonly string[]): Promise<void> {
  await using bed = await onPostgres(process.env['BENCH_DATABASE_URL'])
  say(`### ${bed.name}: deliveries`)
  const only = new Set(deliveryParts.filter((part) => named.length === 0 || named.includes(part)))
  const settings = { plan: options.quick ? deliveryPlans.quick : deliveryPlans.full, only, issuer, folder, say }
  Object.assign(measured, await measureDeliveries(bed, settings))
}

async function besideTheFloors(bed: Bed, { database, pace }: Part): Promise<Row[]> {
  say(`### ${bed.name}: ${described(database)}`)
  const samples = await compare(bed, sizes[database], pace, issuer, folder)
  const rows = rowsOf(samples, 'floor')
  say(tableOf(rows, 'floor'))
  measured[bed.name] = { rows, samples }
  return rows
}

async function growth(bed: Bed, { databases: [small, large], pace }: NonNullable<Plan['growth']>): Promise<void> {
  const base = String(sizes[small].invitations)
  const grown = String(sizes[large].invitations)
  say(`### ${bed.name}: the server alone, with ${base} and with ${grown} invitations`)
  const samples = await compareSizes(bed, [sizes[small], sizes[large]], pace, issuer, folder)
  const rows = rowsOf(samples, base)
  say(tableOf(rows, base))
  say(
    verdictOf(rows, {
      of: grown,
      base,
      limit: growth_limit,
      cost: bed.postmaster === undefined ? 'ratio' : 'ratio_with_database',
    }),
  )
  measured['growth'] = { rows, samples }
}

function described(database: keyof typeof sizes): string {
  return Object.entries(sizes[database])
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ')
}

function say(text: string): void {
  report.push(text)
  console.log(`${text}\n`)
}
