import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast, succeeded } from './support/cast.ts'
import { operator } from './support/operator.ts'
import { hasPostfix, startPostfix } from './support/postfix.ts'
import { freePort, startUsher, type TestUsher } from './support/usher.ts'

describe.skipIf(!hasPostfix)('with a real postfix', () => {
  const stack = new AsyncDisposableStack()
  let usher: TestUsher
  beforeAll(async () => {
    const bouncePort = await freePort()
    const postfix = stack.use(await startPostfix({ port: await freePort(), bouncePort }))
    usher = stack.use(
      await startUsher({
        SMTP_URL: postfix.url,
        MAIL_FROM: 'Usher <usher@usher.example.com>',
        USHER_BOUNCE_ADDRESS: 'bounces@bounces.example.com',
        USHER_BOUNCE_PORT: String(bouncePort),
      }),
    )
  }, 150_000)
  afterAll(() => stack.disposeAsync(), 60_000)

  test('a mail to nobody is taken, comes back, and its invitation has bounced; the next is not sent (cases 99, 105)', async () => {
    const { ada, linus, root } = await cast(usher, 'ada', 'linus', 'root')
    const address = `nobody-${crypto.randomUUID()}@example.com`
    const [company, other] = [await ada.founds(), await linus.founds('Another')]
    const invitation = await ada.invites(company, address)
    const path = `/organizations/${company.id}/invitations/${invitation.id}`
    await expect
      .poll(async () => succeeded(await ada.get(path)).body.delivery)
      .toMatchObject({ state: 'bounced', detail: expect.stringContaining('unknown user'), times_sent: 1 })
    const { body: events } = succeeded(await ada.get(`${path}/events`))
    expect((events as { type: string }[]).map(({ type }) => type)).toEqual([
      'invitation.created',
      'invitation.sent',
      'invitation.bounced',
    ])

    await operator(usher, root)
    const kept = await root.get(`/mail-suppressions?email=${encodeURIComponent(address)}`)
    expect(succeeded(kept).body).toMatchObject([{ scope: 'all', reason: 'bounced' }])
    const again = await linus.invites(other, address)
    await expect
      .poll(async () => succeeded(await linus.get(`/organizations/${other.id}/invitations/${again.id}`)).body.delivery)
      .toMatchObject({ state: 'not_sent' })
  }, 60_000)
})
