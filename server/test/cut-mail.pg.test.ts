import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, type Invited, succeeded } from './support/cast.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import { allIsTold } from './support/mailed.ts'
import type { MeddlingProxy, Moment } from './support/meddling-proxy.ts'
import { conversation, startSmtpProxy } from './support/smtp-proxy.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let sink: MailSink
let proxy: MeddlingProxy
let usher: TestUsher
beforeAll(async () => {
  sink = await startMailSink()
  proxy = await startSmtpProxy(sink)
  usher = await startUsher({ SMTP_URL: `smtp://127.0.0.1:${proxy.port}`, MAIL_FROM: 'Usher <usher@example.com>' })
})
// A conversation from its beginning, and with no other mail.
beforeEach(async () => {
  await allIsTold(usher)
  await proxy.hangUp()
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await proxy[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

const moments: readonly Moment[] = ['before', 'within', 'after']
const cuts = conversation.flatMap(([step, texts]) => moments.map((moment) => [moment, step, texts] as const))

test.each(cuts)(
  'the connection breaks %s the answer to %s: the mail arrives, and twice only where it was taken (case 100)',
  async (moment, step, texts) => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const broken = proxy.meddle({ moment, texts, act: 'cut' })
    const invitation = await ada.invites(company, grace)
    await broken
    await expect
      .poll(async () => {
        await makeDue(invitation)
        return (await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body.delivery
      })
      .toMatchObject({ state: 'sent', times_sent: 1 })

    const ids = sink.received.filter(({ to }) => to.includes(grace.address)).map(({ mail }) => mail.messageId)
    expect(new Set(ids).size).toBe(1)
    // The mail server took it and nobody heard: nothing but sending it again makes sure.
    expect(ids).toHaveLength(step === 'the final dot' && moment !== 'before' ? 2 : 1)
    succeeded(await grace.accepts(invitation))
  },
)

/** Lets the time come at which it is tried again. */
async function makeDue({ id }: Invited): Promise<void> {
  await usher.db.run(sql`
    update deliveries set due_at = now() where invitation_id = ${id} and state = 'queued' and due_at > now()`)
  usher.running.deliveries.wake()
}
