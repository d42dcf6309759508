/** `npm run bench`: what a request costs, beside floors that do less. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './comparison.ts'
import { startIssuer } from './issuer.ts'
import { type Row, rowsOf, tableOf } from './report.ts'
import { onPglite, onPostgres } from './stores.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    store: { type: 'string', default: 'both' },
  },
})

const sizes = { organizations: 10_000, users: 100_000, members: 500_000, invitations: 300_000 }
// In the quick one PGlite gets a tenth: it alone would take minutes to be filled.
const smaller = { organizations: 2_000, users: 10_000, members: 50_000, invitations: 30_000 }
const pace = options.quick
  ? { connections: 10, requests: 150, rounds: 30, seconds: 60 }
  : { connections: 10, requests: 300, rounds: 60, seconds: 600 }

await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const issuer = stack.use(await startIssuer())

const measured: Record<string, Row[]> = {}
for (const store of ['postgresql', 'pglite']) {
  if (options.store !== 'both' && options.store !== store) continue
  await using bed = store === 'pglite' ? onPglite(folder) : await onPostgres(process.env['BENCH_DATABASE_URL'])
  const seeded = options.quick && store === 'pglite' ? smaller : sizes
  const rows = rowsOf(await compare(bed, seeded, pace, issuer, folder), 'floor')
  measured[bed.name] = rows
  console.log(
    `${bed.name}, ${seeded.invitations} invitations, ${seeded.members} members\n\n${tableOf(rows, 'floor')}\n`,
  )
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`)
