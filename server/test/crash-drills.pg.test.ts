import { afterAll, beforeAll, expect, test } from 'vitest'
import { drill } from './support/drills/drill.ts'
import { type DrillGround, openDrillGround } from './support/drills/ground.ts'
import { type Plan, planOf } from './support/drills/plan.ts'
import { judge, type Tally } from './support/drills/verdict.ts'

// USHER_TEST_DRILLS says how many; USHER_TEST_SEED repeats the one that failed.
const drills = Number(process.env['USHER_TEST_DRILLS'] ?? 20)
const first = process.env['USHER_TEST_SEED']
const seeds = first === undefined ? Array.from({ length: drills }, (_, index) => index + 1) : [Number(first)]

let ground: DrillGround
beforeAll(async () => void (ground = await openDrillGround()))
afterAll(() => ground[Symbol.asyncDispose]())

test(
  'wherever workers are killed, nothing is lost; what arrives twice was being sent then, and has the same id (cases 100, 101, 116, 168, 177)',
  async () => {
    const tallies: Tally[] = []
    for (const seed of seeds) tallies.push(await seeded(seed))
    const sum = (of: keyof Tally) => tallies.reduce((all, tally) => all + tally[of], 0)
    const summary =
      `${seeds.length} drills, ${sum('kills')} kills: ${sum('mails')} mails and ${sum('mails_again')} again, ` +
      `${sum('webhooks')} webhooks and ${sum('webhooks_again')} again`
    console.log(summary)
    if (seeds.length > 10) expect(sum('kills'), summary).toBeGreaterThan(seeds.length)
  },
  240_000 + seeds.length * 15_000,
)

/** One drill, from its beginning to its end. */
async function seeded(seed: number): Promise<Tally> {
  const plan: Plan = planOf(seed)
  ground.sink.received.length = 0
  ground.receiver.received.length = 0
  try {
    return await judge(ground, await drill(ground, plan))
  } catch (error) {
    throw new Error(`USHER_TEST_SEED=${seed} repeats it: ${JSON.stringify(plan)}`, { cause: error })
  }
}
