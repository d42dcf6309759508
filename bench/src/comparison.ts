import { type Contestant, startCannedFloors, startServer, startSqlFloor } from './contestants.ts'
import type { Issuer } from './issuer.ts'
import { compete, type Lane, type Pace, type Sample } from './match.ts'
import { collectSupplies, operationsOn, type Supplies, tokenRequest } from './operations.ts'
import { type Rehearsed, rehearse, send } from './rehearse.ts'
import type { Sizes } from './seed.ts'
import type { Bed } from './stores.ts'

export interface Comparison extends AsyncDisposable {
  /** The server, the third floor, and the lower ones, each with the requests that it takes. */
  readonly lanes: readonly Lane[]
  readonly rehearsed: readonly Rehearsed[]
  /** Shows the server and the third floor each token once. */
  warm(): Promise<void>
}

/** Starts the server and the floors on one seeded database and rehearses every request. */
export async function prepareComparison(bed: Bed, sizes: Sizes, issuer: Issuer, folder: string): Promise<Comparison> {
  await using stack = new AsyncDisposableStack()
  const database = await bed.prepare(sizes, issuer.issuer)
  const supplies = await database.read((db) => collectSupplies(db, issuer))
  const server = stack.use(await startServer('usher', folder, issuer, database.settings('usher')))
  const floor = stack.use(await startSqlFloor(folder, database.settings('floor')))
  const operations = operationsOn(supplies, issuer, await platformTokenOf(server))
  const lanes: Lane[] = [
    { contestant: server, operations },
    { contestant: floor, operations: operations.filter((operation) => operation.floor) },
  ]
  const rehearsed = await rehearse(lanes)

  const answers = Object.fromEntries(rehearsed.map(({ operation, answers }) => [operation, answers.get('usher')]))
  for (const canned of await startCannedFloors(folder, answers)) {
    lanes.push({ contestant: stack.use(canned), operations })
  }
  const running = stack.move()
  const warm = async () => {
    for (const contestant of [server, floor]) await warmTokens(contestant, supplies)
  }
  return { lanes, rehearsed, warm, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** Measures the server against the floors on one store. */
export async function compare(bed: Bed, sizes: Sizes, pace: Pace, issuer: Issuer, folder: string): Promise<Sample[]> {
  await using comparison = await prepareComparison(bed, sizes, issuer, folder)
  await comparison.warm()
  return await compete(comparison.lanes, pace, bed.postmaster)
}

/** Measures the server on databases that differ in their number of invitations alone. */
export async function compareSizes(
  bed: Bed,
  sizes: readonly Sizes[],
  pace: Pace,
  issuer: Issuer,
  folder: string,
): Promise<Sample[]> {
  await using stack = new AsyncDisposableStack()
  const lanes: Lane[] = []
  for (const each of sizes) {
    const database = await bed.prepare(each, issuer.issuer)
    const supplies = await database.read((db) => collectSupplies(db, issuer))
    const name = String(each.invitations)
    const contestant = stack.use(await startServer(name, folder, issuer, database.settings(name)))
    const operations = operationsOn(supplies, issuer, await platformTokenOf(contestant))
    const lane = { contestant, operations: operations.filter((operation) => operation.floor) }
    await rehearse([lane])
    await warmTokens(contestant, supplies)
    lanes.push(lane)
  }
  return await compete(lanes, pace, bed.postmaster)
}

async function platformTokenOf({ origin }: Contestant): Promise<string> {
  const { body } = await send(origin, tokenRequest())
  return (JSON.parse(body) as { access_token: string }).access_token
}

/** A token costs its signature once; the goals are about those that are known. */
async function warmTokens({ origin }: Contestant, { tokens }: Supplies): Promise<void> {
  for (const token of tokens.values()) {
    const { status, body } = await send(origin, {
      method: 'GET',
      path: '/invitations',
      headers: { authorization: `Bearer ${token}` },
    })
    if (status !== 200) throw new Error(`a seeded user may not read their invitations: ${body}`)
  }
}
