import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { brokenInvariants } from './support/invariants.ts'
import { expectAgreement } from './support/model/agreement.ts'
import { accept } from './support/model/answering.ts'
import { batch } from './support/model/batching.ts'
import { invite } from './support/model/inviting.ts'
import { resend } from './support/model/keeping.ts'
import { seats } from './support/model/ruling.ts'
import { teaming } from './support/model/teaming.ts'
import type { Step } from './support/model/verb.ts'
import { verbs } from './support/model/verbs.ts'
import { begin, type World } from './support/model/world.ts'
import { isLeftToTheTest } from './support/recurring.ts'
import { startUsher, type TestUsher } from './support/usher.ts'
import { watch } from './support/watchers.ts'

// USHER_TEST_RUNS makes it a drill; USHER_TEST_SEED repeats what failed, with the seed that the failure named.
const runs = Number(process.env['USHER_TEST_RUNS'] ?? 50)
const seed = process.env['USHER_TEST_SEED']
const settings = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) }
const time_limit_ms = 60_000 + runs * 2_000

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsher({ USHER_RESEND_COOLDOWN_SECONDS: '0' })
  await watch(usher.db)
  // When the sweeper comes by is a step as well.
  await isLeftToTheTest(usher, 'expire_invitations')
})
afterAll(() => usher[Symbol.asyncDispose]())

const listOf = (step: fc.Arbitrary<Step>) => fc.array(step, { maxLength: 12, size: 'max' })

test(
  'whatever happens one after the other is answered as the state table says, and leaves what it says',
  async () => {
    const arbitraries = verbs.flatMap(({ weight, arbitrary }) => Array.from({ length: weight }, () => arbitrary))
    const steps = fc.commands(arbitraries, { maxCommands: 100, size: 'max' })
    const changes = fc.array(fc.oneof(...teaming), { maxLength: 4 })
    const answers = fc.array(accept.arbitrary, { maxLength: 6 })
    await fc.assert(
      // Something to answer from the start, and answers to some of it after its inviters have changed.
      fc.asyncProperty(
        listOf(invite.arbitrary),
        changes,
        answers,
        steps,
        async (invitations, changes, answers, steps) => {
          const { real, model } = await begin(usher)
          await unbroken(async () => {
            for (const step of [...invitations, ...changes, ...answers])
              if (step.check(model)) await step.run(model, real)
            await fc.asyncModelRun(() => ({ model, real }), steps)
            await expectAgreement(real, model)
          })
        },
      ),
      settings,
    )
  },
  time_limit_ms,
)

test(
  'whatever happens at once, every invariant holds, and what was answered stays',
  async () => {
    const anything = listOf(fc.oneof(...verbs))
    // Many at the same door: who takes the last seat, and who keeps the last place.
    const rushes = [listOf(accept.arbitrary), listOf(fc.oneof(invite, batch, resend))]
    const groups = fc.array(fc.oneof({ weight: 2, arbitrary: anything }, ...rushes), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(listOf(invite.arbitrary), listOf(seats.arbitrary), groups, async (...all) => {
        const [invitations, limits, groups] = all
        const { real: world } = await begin(usher)
        await unbroken(async () => {
          for (const group of [invitations, limits, ...groups]) {
            const answers = await Promise.all(group.map((each) => each.take(world)))
            // A watcher that stopped something shows as 500. A busy machine may make somebody wait too long, and say so.
            expect(answers.filter((answer) => answer?.status === 500)).toEqual([])
          }
          await expectAcknowledged(world)
        })
      }),
      settings,
    )
    const { deadlocks } = await usher.db.one(sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`)
    expect(deadlocks, 'one lock order for all').toBe(0)
  },
  time_limit_ms,
)

// What an earlier run broke stays broken; while a failure is made shorter, it must not count for the shorter ones.
const known = new Set<string>()

/** Every invariant holds after this run, however it ends. */
async function unbroken(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } finally {
    const broken = (await brokenInvariants(usher.db)).filter((each) => !known.has(each))
    for (const each of broken) known.add(each)
    expect(broken).toEqual([])
  }
}

/** What was answered with success is there (I6), and no invitation that nobody was told of (I8). */
async function expectAcknowledged({ acknowledged, organizations, before, invitations }: World): Promise<void> {
  const rows = await usher.db.many(sql<{ id: string; status: string }>`
    select id, status from invitations where organization_id = any(${organizations.map(({ id }) => id)}::uuid[])`)
  const told = rows.filter(({ id }) => acknowledged.has(id))
  expect(new Map(told.map(({ id, status }) => [id, status]))).toEqual(acknowledged)
  const known = [...before, ...invitations.map(({ id }) => id)]
  expect(rows.map(({ id }) => id).toSorted()).toEqual(known.toSorted())
}
