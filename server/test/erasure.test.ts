import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { application, authorizationRequest, refresh, toldBy, tokensOf } from './support/application.ts'
import { Actor, cast, enter, type Invited } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { dumpOf, linesWith, placesOfUsers, rowsOfUser } from './support/dump.ts'
import { machine } from './support/machine.ts'
import { allIsTold, mailsTo } from './support/mailed.ts'
import { operator, userIdOf } from './support/operator.ts'
import { adds, verifies } from './support/own-addresses.ts'
import { resident, tokenFor } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const erases = (actor: Actor, confirm = actor.address): Promise<Answer> =>
  actor.request('DELETE', '/users/me', { body: { confirm } })

const invitation = ({ id }: Invited) =>
  usher.db.one(sql<{ status: string; email: string; inviter_id: string | null; message: string | null }>`
    select status, email, inviter_id, message from invitations where id = ${id}`)

describe('after an erasure', () => {
  test('no address, name or word of the person is in the database, its mails or the log (case 159)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const grace = await enter(usher, 'grace', {
      name: 'Gracilda Hopperman',
      picture: 'https://pictures.example.com/gracilda.png',
    })
    const [second, third] = [`Second-${crypto.randomUUID()}@Example.com`, newAddress('third')]
    const id = await userIdOf(usher, grace)
    await operator(usher, ada)
    await operator(usher, grace)
    await verifies(usher, grace, second)
    await adds(grace, third)

    const words = { to: `Dear Gracilda, ${grace.address}`, of: 'From Gracilda, with love', why: 'Gracilda has no time' }
    const invited = async (email: string) => {
      const company = await ada.founds()
      const { body } = await ada.request('POST', `/organizations/${company.id}/invitations`, {
        body: { email, message: words.to },
      })
      return body as Invited
    }
    const [accepted, declined, revoked, expired, pending] = [
      await invited(grace.address),
      await invited(second),
      await invited(second),
      await invited(grace.address),
      await invited(second.toLowerCase()),
    ]
    await grace.accepts(accepted)
    await grace.request('POST', `/invitations/${declined.id}?accept=false`, {
      body: { reason: words.why, block_organization: true, report: true },
    })
    await ada.revokes(revoked)
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${expired.id}`)
    const company = await ada.founds()
    await grace.joins(company, ada, 'admin')
    await grace.request('POST', `/organizations/${company.id}/invitations`, {
      body: { email: linus.address, message: words.of },
    })
    await ada.request('PATCH', `/organizations/${company.id}/mail-settings`, { body: { reply_to: second } })
    await ada.invites(company, newAddress('charles'))
    await allIsTold(usher)
    const needles = [grace.address, grace.subject, second, third, 'gracilda', ...Object.values(words)]
    expect(linesWith(await dumpOf(usher.db), ...needles).length).toBeGreaterThan(10)

    const erased = await erases(grace, ` ${second.toUpperCase().replace('SECOND', 'second')} `)
    expect([erased.status, erased.body]).toEqual([200, null])

    expect(linesWith(await dumpOf(usher.db), ...needles)).toEqual([])
    expect(linesWith(usher.log.toLowerCase(), ...needles)).toEqual([])
    expect(linesWith(usher.log, 'person erased')).toEqual([expect.stringContaining(id)])
    expect(await rowsOfUser(usher.db, id)).toEqual(['invitations.answered_by', 'invitations.inviter_id'])
    const user = await usher.db.one(sql`select status, name, avatar_url from users where id = ${id}`)
    expect(user).toEqual({ status: 'deleted', name: null, avatar_url: null })

    const states = await Promise.all([accepted, declined, revoked, expired, pending].map(invitation))
    expect(states.map(({ status }) => status)).toEqual([
      'accepted',
      'declined',
      'revoked',
      expect.any(String),
      'revoked',
    ])
    expect(new Set(states.map(({ email }) => email))).toEqual(new Set(['erased@erased.invalid']))
    const shown = await ada.get(`/organizations/${accepted.organization_id}/invitations/${accepted.id}`)
    expect([shown.status, shown.body.email]).toEqual([200, 'erased@erased.invalid'])
    expect((await ada.membersOf(company)).map(({ email }) => email)).toEqual([ada.address])
    const told = await usher.db.many(sql<{ type: string }>`
      select type from events where subject_id = ${id} and actor_id = ${id} order by sequence desc limit 4`)
    expect(told.map(({ type }) => type)).toEqual([
      'user.erased',
      'operator.removed',
      'member.removed',
      'member.removed',
    ])
  })

  test('nothing is left of where they signed in, and their tokens are refused (cases 15, 159)', async () => {
    const [own, theirs] = [await application(usher), await application(usher, { firstParty: false })]
    const address = newAddress('gracilda')
    const scope = 'openid email organizations:read organizations:write'
    const first = await tokensOf(usher, own, address, {
      scope: `${scope} offline_access`,
      prompt: 'consent',
      login_hint: address,
    })
    const allowed = await tokensOf(usher, theirs, address, { browser: first.browser, scope })
    await first.browser.open(
      authorizationRequest(usher, own, { prompt: 'login', login_hint: address.toUpperCase() }).url,
    )
    await first.browser.submit({ step: 'address', email: address })
    await allIsTold(usher)
    expect(linesWith(await dumpOf(usher.db), address).length).toBeGreaterThan(3)

    const grace = new Actor(usher, { name: 'Gracilda', address, subject: '', token: first.access_token })
    const { id } = (await grace.get('/users/me')).body as { id: string }
    expect((await erases(grace)).status).toBe(200)

    expect(linesWith(await dumpOf(usher.db), address)).toEqual([])
    expect(await rowsOfUser(usher.db, id)).toEqual(['sessions.user_id'])
    for (const token of [first.access_token, allowed.access_token]) {
      expect((await usher.request('GET', '/users/me', { token })).body.code).toBe('invalid_token')
    }
    expect((await refresh(usher, own, first.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(usher, theirs, allowed.refresh_token)).body.error).toBe('invalid_grant')
    const silent = authorizationRequest(usher, own, { scope, prompt: 'none' }).url
    const page = await first.browser.open(silent, { until: 'https://app.example.com' })
    expect(toldBy(page)['error']).toBe('login_required')
  })

  test('whoever signs in with the address later is somebody new (case 158)', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await resident(usher, 'grace')
    const accepted = await ada.invites(await ada.founds(), grace)
    await grace.accepts(accepted)
    await erases(grace)
    const again = await resident(usher, 'grace', grace.address)
    expect(again.id).not.toBe(grace.id)
    expect([await again.inbox(), (await again.get('/organizations')).body]).toEqual([[], []])
    expect((await again.get(`/invitations/${accepted.id}`)).status).toBe(404)
    // What is sent to the address from now on is theirs.
    const invited = await ada.invites(await ada.founds(), again)
    expect(await again.inbox()).toEqual([invited.id])
  })

  test('a token of before makes nobody known again, and one of later somebody new (cases 15, 158)', async () => {
    const claims = { email: newAddress(), sub: `grace-${crypto.randomUUID()}` }
    const grace = await enter(usher, 'grace', claims)
    const { id } = (await grace.get('/users/me')).body
    const unseen = await enter(usher, 'grace', claims)
    await erases(grace)
    const users = () => usher.db.many(sql`select user_id from identities where subject = ${claims.sub}`)
    for (const actor of [grace, unseen]) {
      const { status, body } = await unchanged(usher, () => actor.get('/users/me'))
      expect([status, body.code]).toEqual([401, 'invalid_token'])
    }
    expect(await users()).toEqual([])
    await usher.db.run(sql`update erased_identities set erased_at = erased_at - interval '1 minute'`)
    const again = await enter(usher, 'grace', { ...claims, jti: 'another' })
    expect((await again.get('/users/me')).body.id).not.toBe(id)
  })

  test('an address that somebody else holds as well stays theirs, with what waits there', async () => {
    const { ada } = await cast(usher, 'ada')
    const email = newAddress()
    const grace = await resident(usher, 'grace', email)
    const twin = await enter(usher, 'twin', { email })
    const pending = await ada.invites(await ada.founds(), email)
    expect(await twin.inbox()).toEqual([pending.id])
    await erases(grace)
    expect(await twin.inbox()).toEqual([pending.id])
    expect((await twin.accepts(pending)).status).toBe(200)
  })

  test('somebody else’s address that the person only typed in loses nothing', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const grace = await resident(usher, 'grace')
    await adds(grace, linus.address)
    const pending = await ada.invites(await ada.founds(), linus)
    await erases(grace)
    expect(await linus.inbox()).toEqual([pending.id])
  })

  test.each([
    ['revalidate', 409, 'inviter_lost_permission'],
    ['keep', 200, undefined],
    ['revoke', 410, 'revoked'],
  ])(
    'under the policy %s their pending invitations answer %i, and name nobody (case 156)',
    async (policy, status, code) => {
      const { ada, linus } = await cast(usher, 'ada', 'linus')
      const grace = await resident(usher, 'grace')
      const company = await ada.founds()
      await usher.db.run(sql`update organizations set departed_inviter = ${policy} where id = ${company.id}`)
      await grace.joins(company, ada, 'admin')
      const sent = await grace.invites(company, linus)
      await erases(grace)
      const [inbox] = (await linus.get('/invitations')).body
      if (policy !== 'revoke') expect(inbox).toMatchObject({ inviting_user_name: null, inviting_user_avatar_url: null })
      const shown = (await ada.get(`/organizations/${company.id}/invitations/${sent.id}`)).body
      expect([shown.inviting_user_id, shown.inviting_user_name]).toEqual([null, null])
      const answer = await linus.accepts(sent)
      expect([answer.status, answer.body?.code]).toEqual([status, code])
    },
  )

  test('mails to the person that wait are not sent (case 103)', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await resident(usher, 'grace')
    await usher.db.run(sql`update recurring_work set due_at = now() + interval '1 hour'`)
    const pending = await ada.invites(await ada.founds(), grace)
    await usher.db.run(sql`
      update deliveries set state = 'queued', due_at = now() + interval '1 hour' where invitation_id = ${pending.id}`)
    await erases(grace)
    const { state } = await usher.db.one(sql<{ state: string }>`
      select state from deliveries where invitation_id = ${pending.id}`)
    expect([state, await mailsTo(usher, grace.address)]).toEqual(['cancelled', 0])
  })
})

test('every table that refers to people is one that erasure and export know (cases 159, 160)', async () => {
  // A new one gets its line in users/erasure.ts and in users/export-lists.ts, if its rows are about a person, and then here.
  expect(await placesOfUsers(usher.db)).toEqual([
    'addresses.user_id',
    'clients.user_id',
    'code_requests.user_id',
    'consents.user_id',
    'deliveries.user_id',
    'identities.user_id',
    'invitation_requests.user_id',
    'invitations.answered_by',
    'invitations.inviter_id',
    'members.user_id',
    'operators.added_by',
    'operators.user_id',
    'organization_blocks.user_id',
    'service_accounts.user_id',
    'sessions.user_id',
  ])
})

describe('an erasure is refused, and nothing is changed,', () => {
  const refused = async (ask: () => Promise<Answer>) => {
    const { status, body } = await unchanged(usher, ask)
    return [status, body.code]
  }

  test('without an address of the person’s own, or their id if they have none', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await resident(usher, 'grace')
    for (const confirm of [ada.address, grace.id, 'yes', '@', ' ']) {
      expect(await refused(() => erases(grace, confirm))).toEqual([422, 'validation_failed'])
    }
    for (const sent of [{}, { body: {} }, { body: { confirm: null } }, { body: { confirm: grace.address, more: 1 } }]) {
      expect(await refused(() => grace.request('DELETE', '/users/me', sent))).toEqual([422, 'validation_failed'])
    }
    const nameless = await enter(usher, 'nameless', { email: undefined })
    const id = await userIdOf(usher, nameless)
    expect(await refused(() => erases(nameless, crypto.randomUUID()))).toEqual([422, 'validation_failed'])
    expect((await erases(nameless, id)).status).toBe(200)
  })

  test('while an organization would be left without an owner, which is named (case 27)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const [first, second] = [await ada.founds('First'), await ada.founds('Second')]
    const shared = await ada.founds('Shared')
    await linus.joins(shared, ada, 'owner')
    const { status, body } = await unchanged(usher, () => erases(ada))
    expect([status, body.code, body.organizations]).toEqual([
      409,
      'last_owner',
      [
        { id: first.id, name: 'First' },
        { id: second.id, name: 'Second' },
      ],
    ])
    expect(body.detail).toBe('You are the only owner of First, Second. Make somebody else an owner there first.')
    for (const company of [first, second]) await linus.joins(company, ada, 'owner')
    expect((await erases(ada)).status).toBe(200)
    expect((await linus.membersOf(shared)).map(({ email }) => email)).toEqual([linus.address])
  })

  test('while nobody else runs the platform', async () => {
    await usher.db.run(sql`delete from operators`)
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    await operator(usher, ada)
    expect(await refused(() => erases(ada))).toEqual([409, 'last_operator'])
    await operator(usher, linus)
    expect((await erases(ada)).status).toBe(200)
  })

  test('for machines, and for applications of others', async () => {
    const grace = await resident(usher, 'grace')
    const robot = await machine(usher, grace, await grace.founds())
    expect(await refused(() => erases(robot))).toEqual([403, 'managed_by_organization'])
    const token = await tokenFor(usher, grace.id, { firstParty: false })
    const asked = { token, body: { confirm: grace.address } }
    expect(await refused(() => usher.request('DELETE', '/users/me', asked))).toEqual([403, 'own_application_required'])
  })
})

describe('at the same time as an erasure', () => {
  /** How many answers had which status. */
  const statusesOf = (answers: readonly Answer[]) =>
    Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, of]) => [status, of.length]))

  test('another one finds nobody: it happens once (case 159)', async () => {
    const { ada } = await cast(usher, 'ada')
    const grace = await resident(usher, 'grace')
    await grace.joins(await ada.founds(), ada)
    const answers = await Promise.all(Array.from({ length: 5 }, () => erases(grace)))
    expect(statusesOf(answers)).toEqual({ 200: 1, 401: 4 })
    const events = await usher.db.many(sql`
      select id from events where type in ('user.erased', 'member.removed') and subject_id = ${grace.id}`)
    expect(events).toHaveLength(2)
  })

  test('no membership comes of accepting or founding, and no address of adding one (case 159)', async () => {
    for (let round = 0; round < 5; round++) {
      const { ada } = await cast(usher, 'ada')
      const grace = await resident(usher, 'grace')
      const invitations = [await ada.invites(await ada.founds(), grace), await ada.invites(await ada.founds(), grace)]
      const late = newAddress('late')
      await Promise.all([
        ...invitations.map((each) => grace.accepts(each)),
        adds(grace, late),
        grace.request('PATCH', '/users/me', { body: { name: 'Gracilda' } }),
        erases(grace),
        ada.invites(await ada.founds(), grace),
      ])
      expect(await rowsOfUser(usher.db, grace.id)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(members|addresses|identities)\./)]),
      )
      const user = await usher.db.one(sql`select status, name from users where id = ${grace.id}`)
      expect(user).toEqual({ status: 'deleted', name: null })
    }
  })

  test('of two owners who erase themselves one stays (case 27)', async () => {
    const { ada, linus } = await cast(usher, 'ada', 'linus')
    const [hers, his] = [await ada.founds(), await linus.founds()]
    await linus.joins(hers, ada, 'owner')
    await ada.joins(his, linus, 'owner')
    const answers = await Promise.all([erases(ada), erases(linus)])
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 1 })
  })
})
