import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, type Invited } from './support/cast.ts'
import { type DrillGround, openDrillGround } from './support/drills/ground.ts'
import type { Told } from './support/mail-sink.ts'

// Each test waits for processes to start, which a busy machine takes its time for.
const patient = { timeout: 60_000 }

let ground: DrillGround
beforeAll(async () => void (ground = await openDrillGround()))
afterEach(() => (ground.sink.answers = undefined))
afterAll(() => ground[Symbol.asyncDispose]())

async function invited(): Promise<Invited> {
  const { ada, grace } = await cast(ground.usher, 'ada', 'grace')
  return ada.invites(await ada.founds(), grace)
}

const copiesOf = ({ email }: Invited) => ground.sink.received.filter(({ to }) => to.includes(email))

function rowOf({ id }: Invited): Promise<Record<string, unknown>> {
  return ground.usher.db.one(sql<Record<string, unknown>>`
    select state, lease, attempts,
      array(select number from delivery_attempts where delivery_id = deliveries.id order by number) as concluded,
      (select count(*) from events where type = 'invitation.sent' and subject_id = invitation_id::text)::integer as tellings
    from deliveries where invitation_id = ${id}`)
}

async function leaseEnds({ id }: Invited): Promise<void> {
  await ground.usher.db.run(sql`
    update deliveries set leased_until = now() - interval '1 second' where invitation_id = ${id} and state = 'sending'`)
}

describe('a worker that is paused for longer than its lease', () => {
  test.each<[Told, string]>([
    ['recipient', 'before its mail is out'],
    ['message', 'when its mail is out'],
  ])(
    'at the %s, %s, is not heard when it goes on: another sent it, and both copies are known as one (case 176)',
    async (at) => {
      const { crew, sink } = ground
      const paused = await crew.another()
      const other = await crew.another()
      const stopped = Promise.withResolvers<void>()
      sink.answers = (told) => {
        if (told !== at) return undefined
        sink.answers = undefined
        paused.signal('SIGSTOP')
        stopped.resolve()
        return undefined
      }
      const invitation = await invited()
      await paused.work()
      await stopped.promise
      await leaseEnds(invitation)
      await other.work()
      const concluded = { state: 'sent', lease: 2, attempts: 2, concluded: [2], tellings: 1 }
      await expect.poll(() => rowOf(invitation), patient).toEqual(concluded)

      paused.signal('SIGCONT')
      await expect.poll(() => copiesOf(invitation).length, patient).toBe(2)
      // It goes on to work, so it has had its say by then.
      other.signal('SIGKILL')
      await other.ended
      const next = await invited()
      paused.wake()
      await expect.poll(() => rowOf(next), patient).toMatchObject({ state: 'sent' })
      expect(await rowOf(invitation)).toEqual(concluded)
      const copies = copiesOf(invitation).map(({ mail }) => mail.messageId)
      expect([copies.length, new Set(copies).size]).toEqual([2, 1])
      paused.signal('SIGKILL')
      await paused.ended
    },
  )
})

// With the lease as it is in production, so it takes its time.
describe.runIf(Number(process.env['USHER_TEST_DRILLS'] ?? 0) >= 200)('what a killed worker held', () => {
  test('is taken up by another within thirty seconds', async () => {
    const waits_s: number[] = []
    for (let round = 0; round < 3; round++) {
      const victim = await ground.crew.another()
      const other = await ground.crew.another()
      const invitation = await invited()
      await victim.work({ at: 'mail composed', passing: 1 })
      await victim.ended
      const killed = performance.now()
      await other.work()
      await expect.poll(() => copiesOf(invitation).length, patient).toBe(1)
      waits_s.push((performance.now() - killed) / 1000)
      other.signal('SIGKILL')
      await other.ended
    }
    console.log(`taken up after ${waits_s.map((each) => each.toFixed(1)).join(', ')} s`)
    expect(Math.max(...waits_s)).toBeLessThan(30)
  })
})
