import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { claim, type Claimed, conclude } from '../src/deliveries/queue.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let sink: MailSink
let usher: TestUsher
beforeAll(async () => {
  sink = await startMailSink()
  usher = await startUsher({ SMTP_URL: sink.url, MAIL_FROM: 'Usher <usher@example.com>' })
})
afterEach(() => sink.open())
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

interface Scene {
  ada: Actor
  grace: Actor
  company: Company
  invitation: Invited
}

async function scene(): Promise<Scene> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  return { ada, grace, company, invitation: await ada.invites(company, grace) }
}

/** An invitation whose mail waits, since the mail server was down when it was made. */
async function sceneWithMailWaiting(): Promise<Scene> {
  await sink.close()
  const made = await scene()
  await expect
    .poll(() => deliveryOf(made))
    .toMatchObject({ state: 'queued', detail: expect.stringMatching('ECONNREFUSED') })
  return made
}

/** The delivery as the inviter sees it. */
async function deliveryOf({ ada, company, invitation }: Scene): Promise<Record<string, unknown>> {
  return succeeded(await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body.delivery
}

interface Row {
  id: string
  state: string
  lease: number
  attempts: number
  waits: boolean
}

async function rowOf({ invitation }: Scene): Promise<Row> {
  return usher.db.one(sql<Row>`
    select id, state, lease, attempts, due_at > now() as waits from deliveries where invitation_id = ${invitation.id}`)
}

/** Lets the time come at which it is tried again. */
async function makeDue({ invitation }: Scene): Promise<void> {
  await usher.db.run(sql`update deliveries set due_at = now() where invitation_id = ${invitation.id}`)
  usher.running.deliveries.wake()
}

const received = (address: string) => sink.received.filter(({ to }) => to.includes(address))

describe('with a mail server', () => {
  test('an invitation that its recipient does not want is not mailed, and looks like one that was (case 64)', async () => {
    const blocked = await scene()
    await expect.poll(() => received(blocked.grace.address)).toHaveLength(1)
    await blocked.grace.request('POST', `/invitations/${blocked.invitation.id}?accept=false`, {
      body: { block_organization: true },
    })
    const { ada, grace, company } = blocked
    const unwanted = { ada, grace, company, invitation: await ada.invites(company, grace) }
    const { linus } = await cast(usher, 'linus')
    const other = { ada, grace: linus, company, invitation: await ada.invites(company, linus) }
    await expect.poll(() => deliveryOf(other)).toMatchObject({ state: 'sent' })
    await expect.poll(() => deliveryOf(unwanted)).toMatchObject({ state: 'sent' })
    const shown = async (made: Scene) => ({ ...(await deliveryOf(made)), last_sent: '' })
    expect(await shown(unwanted)).toEqual(await shown(other))
    expect([received(linus.address).length, received(grace.address).length]).toEqual([1, 1])
  })

  test('the mail arrives there, and the inviter sees that it was sent', async () => {
    const made = await scene()
    await expect.poll(() => deliveryOf(made)).toMatchObject({ state: 'sent' })
    expect(await deliveryOf(made)).toEqual({
      state: 'sent',
      detail: null,
      last_sent: expect.stringMatching(/Z$/),
      times_sent: 1,
    })
    const [arrived, ...more] = received(made.grace.address)
    expect(more).toEqual([])
    expect(arrived?.to).toEqual([made.grace.address])
    expect(arrived?.mail.from?.value).toEqual([{ name: 'Usher', address: 'usher@example.com' }])
    const [link] = /\S+\/join#[\w-]{43}/.exec(arrived?.mail.text ?? '') ?? []
    expect(link?.startsWith(`${usher.url}/join#`)).toBe(true)
    expect(arrived?.mail.html).toContain(`href="${link}"`)
  })

  test('it goes to the address as it was typed, to the letter before the at sign; domains have no case', async () => {
    const { ada } = await cast(usher, 'ada')
    await ada.invites(await ada.founds(), 'Grace.Hopper+Usher@Example.COM')
    await expect.poll(() => received('Grace.Hopper+Usher@example.com')).toHaveLength(1)
  })

  test('there is no mailbox', async () => {
    for (const path of ['/mailbox', '/mailbox/messages']) {
      const answer = await unchanged(usher, () => usher.request('GET', path))
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    }
  })

  test('the log knows no token and no address (case 93)', async () => {
    const made = await scene()
    await expect.poll(() => received(made.grace.address)).toHaveLength(1)
    const [token] = /(?<=#)[\w-]{43}/.exec(received(made.grace.address)[0]?.mail.text ?? '') ?? []
    await expect.poll(() => usher.log).toContain((await rowOf(made)).id)
    expect(token).toBeDefined()
    for (const secret of [token, made.grace.address, made.ada.address]) expect(usher.log).not.toContain(secret)
  })
})

describe('while the mail server is down', () => {
  test('the mail waits and is tried again later; once the server is back it arrives, once (case 98)', async () => {
    const made = await sceneWithMailWaiting()
    expect(await deliveryOf(made)).toMatchObject({ state: 'queued', last_sent: null, times_sent: 0 })
    expect(await rowOf(made)).toMatchObject({ attempts: 1, waits: true })
    await makeDue(made)
    await expect.poll(() => rowOf(made)).toMatchObject({ state: 'queued', attempts: 2, waits: true })
    // The API does not mind meanwhile.
    expect(await made.grace.inbox()).toEqual([made.invitation.id])

    await sink.open()
    await makeDue(made)
    await expect.poll(() => deliveryOf(made)).toMatchObject({ state: 'sent', times_sent: 1 })
    expect(await rowOf(made)).toMatchObject({ attempts: 3 })
    expect(received(made.grace.address)).toHaveLength(1)
  })

  test.each<[string, (made: Scene) => Promise<unknown>]>([
    ['revoked', ({ ada, invitation }) => ada.revokes(invitation)],
    ['accepted', ({ grace, invitation }) => grace.accepts(invitation)],
    ['declined', ({ grace, invitation }) => grace.declines(invitation)],
    [
      'expired',
      ({ invitation }) =>
        usher.db.run(sql`update invitations set expires_at = now() - interval '1 second' where id = ${invitation.id}`),
    ],
  ])('an invitation that is %s needs its mail no more (case 103)', async (state, happens) => {
    const made = await sceneWithMailWaiting()
    await happens(made)
    await sink.open()
    await makeDue(made)
    await expect.poll(() => deliveryOf(made)).toMatchObject({ state: 'cancelled', times_sent: 0, last_sent: null })
    expect(await deliveryOf(made)).toMatchObject({ detail: `Not sent: the invitation is ${state}.` })
    expect(received(made.grace.address)).toEqual([])
  })

  test('an organization that is suspended sends no mail (case 103)', async () => {
    const made = await sceneWithMailWaiting()
    await usher.db.run(sql`update organizations set status = 'suspended' where id = ${made.company.id}`)
    await sink.open()
    await makeDue(made)
    await expect.poll(() => rowOf(made)).toMatchObject({ state: 'cancelled' })
    expect(received(made.grace.address)).toEqual([])
  })
})

describe('a delivery that somebody holds', () => {
  test('is left alone until the lease ends, and then taken up; what its old holder says is not heard (case 176)', async () => {
    const made = await sceneWithMailWaiting()
    await sink.open()
    // A process took it and was paused, or died.
    const { id, lease } = await usher.db.one(sql<{ id: string; lease: number }>`
      update deliveries set state = 'sending', lease = lease + 1, leased_until = now() + interval '1 hour', due_at = now()
      where invitation_id = ${made.invitation.id} and state = 'queued' returning id, lease`)
    usher.running.deliveries.wake()
    const other = await scene()
    await expect.poll(() => deliveryOf(other)).toMatchObject({ state: 'sent' })
    expect(await rowOf(made)).toMatchObject({ state: 'sending', lease })

    await usher.db.run(sql`update deliveries set leased_until = now() - interval '1 second' where id = ${id}`)
    usher.running.deliveries.wake()
    await expect.poll(() => deliveryOf(made)).toMatchObject({ state: 'sent', times_sent: 1 })
    expect(await rowOf(made)).toMatchObject({ lease: lease + 1 })
    expect(received(made.grace.address)).toHaveLength(1)

    const old: Claimed = {
      id,
      lease,
      attempts: 1,
      kind: 'invitation_mail',
      template: null,
      organization_id: made.invitation.organization_id,
      invitation_id: made.invitation.id,
      code_id: null,
      user_id: null,
      endpoint_id: null,
      event_sequence: null,
      counted: true,
      domain: 'example.com',
    }
    const before = await deliveryOf(made)
    expect(await conclude(usher.db, old, { state: 'failed', detail: 'too late' })).toBe(false)
    expect(await conclude(usher.db, old, { state: 'queued', detail: 'too late', delay_seconds: 0 })).toBe(false)
    expect(await deliveryOf(made)).toEqual(before)
  })

  test('and that another process took over meanwhile is the other one’s: this one’s word does not count (case 176)', async () => {
    const held = Promise.withResolvers<void>()
    sink.hold = held.promise
    const made = await scene()
    await expect.poll(() => rowOf(made)).toMatchObject({ state: 'sending', lease: 1 })

    // The lease ends while this process is still sending, before it could renew it; another one takes the delivery.
    await expect
      .poll(async () => {
        await usher.db.run(sql`
          update deliveries set leased_until = now() - interval '1 second' where invitation_id = ${made.invitation.id}`)
        return claim(usher.db, 'mail', 5)
      })
      .toEqual([expect.objectContaining({ lease: 2, invitation_id: made.invitation.id })])

    sink.hold = undefined
    held.resolve()
    await expect.poll(() => received(made.grace.address)).toHaveLength(1)
    await expect.poll(() => usher.log).toMatch(/"state":"lost"/)
    expect(await rowOf(made)).toMatchObject({ state: 'sending', lease: 2, attempts: 2 })

    // The other process dies too; the mail is sent a second time, with the same id, and that is that.
    await usher.db.run(sql`
      update deliveries set leased_until = now() - interval '1 second' where invitation_id = ${made.invitation.id}`)
    usher.running.deliveries.wake()
    await expect.poll(() => deliveryOf(made)).toMatchObject({ state: 'sent', times_sent: 1 })
    const ids = received(made.grace.address).map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})
