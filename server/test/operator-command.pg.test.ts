import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, enter } from './support/cast.ts'
import { userIdOf } from './support/operator.ts'
import { type Ended, runProgram } from './support/program.ts'
import { resident } from './support/resident.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

// Each command is a process of its own, which takes its time on a busy machine.
const patience_ms = 120_000

let usher: TestUsher
let ada: Actor
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())
beforeEach(async () => {
  await usher.db.run(sql`delete from operators`)
  ;({ ada } = await cast(usher, 'ada'))
})

const run = (...args: string[]): Promise<Ended> => runProgram(['operator', ...args], usher.environment)
const known = (subject: string) => ['--issuer', usher.issuer.issuer, '--subject', subject]

test(
  'operators are added on the command line by who they are, also before they come for the first time',
  async () => {
    const adaId = await userIdOf(usher, ada)
    expect((await run('list')).said).toContain('Nobody runs the platform yet')
    expect(await run('add', ...known(ada.subject))).toMatchObject({
      code: 0,
      said: `User ${adaId} is an operator now.\n`,
    })
    const again = await run('add', ...known(ada.subject), '--json')
    expect(JSON.parse(again.said)).toEqual({ user_id: adaId, operator: true, changed: false })
    expect((await ada.get('/operators')).body).toMatchObject([{ user_id: adaId, added_by: null }])
    expect((await run('list')).said).toBe(
      `${[adaId, 'Ada', 'active', `${usher.issuer.issuer} ${ada.subject}`].join('\t')}\n`,
    )

    const subject = `linus-${crypto.randomUUID()}`
    expect((await run('add', ...known(subject))).code).toBe(0)
    const linus = await enter(usher, 'linus', { sub: subject })
    expect((await linus.get('/users/me')).body).toMatchObject({ name: 'Linus', operator: true })
    expect((await linus.get('/operators')).body).toHaveLength(2)
  },
  patience_ms,
)

test(
  'and by the address that they sign in with here; removed, they are none at the next request',
  async () => {
    const grace = await resident(usher, 'grace')
    expect((await run('add', '--email', grace.address.toUpperCase())).said).toBe(
      `User ${grace.id} is an operator now.\n`,
    )
    expect((await grace.get('/operators')).status).toBe(200)
    expect((await run('remove', '--email', grace.address)).said).toBe(`User ${grace.id} is no operator any more.\n`)
    expect((await grace.get('/operators')).body.code).toBe('operator_required')
    const events = await usher.db.many(sql<{ type: string; actor_type: string }>`
      select type, actor_type from events where subject_id = ${grace.id} order by sequence`)
    expect(events).toEqual(['added', 'removed'].map((what) => ({ type: `operator.${what}`, actor_type: 'system' })))
  },
  patience_ms,
)

test.each([
  ['an address that only an issuer vouches for', () => ['--email', ada.address], 'Nobody signs in here with'],
  ['what is no address', () => ['--email', 'nobody'], 'is no e-mail address'],
  ['an issuer that is not trusted', () => ['--issuer', 'https://x.example', '--subject', 'ada'], 'is not trusted here'],
  ['half a name', () => ['--subject', 'ada'], 'either --issuer and --subject, or --email'],
  ['two names at once', () => [...known('ada'), '--email', 'ada@example.com'], 'either --issuer and --subject, or'],
])(
  'by %s nobody is added, and it says why',
  async (_, args, told) => {
    await ada.inbox()
    const { code, said } = await run('add', ...args())
    expect([code, said]).toEqual([1, expect.stringContaining(told)])
    expect(await usher.db.many(sql<object>`select user_id from operators`)).toEqual([])
  },
  patience_ms,
)
