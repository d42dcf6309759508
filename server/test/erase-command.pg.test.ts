import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { dumpOf, linesWith } from './support/dump.ts'
import { machine } from './support/machine.ts'
import { runProgram } from './support/program.ts'
import { resident } from './support/resident.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

// Each command is a process of its own, which takes its time on a busy machine.
const patience_ms = 120_000

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const erase = (id: string, ...more: string[]) => runProgram(['erase', '--user', id, ...more], usher.environment)

test(
  'a person is erased on the command line, also one who was deactivated, and twice is as good as once (case 159)',
  async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await resident(usher, 'grace')
    await grace.joins(await ada.founds(), ada)
    await usher.db.run(sql`update users set status = 'disabled' where id = ${grace.id}`)
    const first = await erase(grace.id.toUpperCase())
    expect([first.code, first.said]).toEqual([0, expect.stringContaining(`User ${grace.id} is erased.`)])
    expect(linesWith(await dumpOf(usher.db), grace.address)).toEqual([])
    expect(await erase(grace.id, '--json')).toMatchObject({ code: 0 })
    const events = await usher.db.many(sql<{ actor_type: string }>`
      select actor_type from events where type = 'user.erased' and subject_id = ${grace.id}`)
    expect(events).toEqual([{ actor_type: 'system' }])
  },
  patience_ms,
)

test(
  'nobody else is, and it says why',
  async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds('Analytical Engines')
    const robot = await machine(usher, ada, company)
    const { id } = succeeded(await ada.get('/users/me')).body
    for (const [who, told] of [
      ['ada', 'ada is no id of a user.'],
      [crypto.randomUUID(), 'There is no person'],
      [robot.id, 'Service accounts are deleted by their organization.'],
      [id, 'only owner of Analytical Engines'],
    ] as const) {
      const { code, said } = await erase(who)
      expect([code, said]).toEqual([1, expect.stringContaining(told)])
    }
    expect((await ada.get('/users/me')).status).toBe(200)
  },
  patience_ms,
)
