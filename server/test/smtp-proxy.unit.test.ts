import { expect, onTestFinished, test } from 'vitest'
import { Secret } from '../src/config.ts'
import { type MailServer, openMailServer } from '../src/mail/send.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import type { MeddlingProxy, Moment } from './support/meddling-proxy.ts'
import { conversation, startSmtpProxy } from './support/smtp-proxy.ts'

const never = new AbortController().signal
const mail = { to: 'grace@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello', deliveryId: 'd1' }

async function smtp(patience_ms: number): Promise<{ server: MailServer; proxy: MeddlingProxy; sink: MailSink }> {
  const sink = await startMailSink()
  const proxy = await startSmtpProxy(sink)
  const server = openMailServer({
    url: new Secret(`smtp://127.0.0.1:${proxy.port}`),
    from: 'Usher <usher@example.com>',
    publicUrl: 'https://usher.example.com',
    connections: 5,
    patience_ms,
  })
  onTestFinished(async () => {
    server[Symbol.dispose]()
    await proxy[Symbol.asyncDispose]()
    await sink[Symbol.asyncDispose]()
  })
  return { server, proxy, sink }
}

const moments: readonly Moment[] = ['before', 'after']
const steps = conversation.flatMap(([step, texts]) => moments.map((moment) => [moment, step, texts] as const))

test.each(steps)(
  'silence from %s the answer to %s on is given up at the deadline, and the next attempt arrives (cases 100, 102)',
  async (moment, step, texts) => {
    const { server, proxy, sink } = await smtp(1_500)
    const silenced = proxy.meddle({ moment, texts, act: 'silence' })
    const attempt = server.send(mail, never)
    await silenced
    expect(await attempt).toMatchObject({
      outcome: 'retry',
      detail: 'The mail server did not finish within 1.5 seconds.',
    })
    await expect.poll(() => server.send(mail, never)).toMatchObject({ outcome: 'sent' })
    const taken = step === 'the final dot' && moment === 'after'
    await expect
      .poll(() => sink.received.map((each) => each.mail.messageId))
      .toEqual(Array(taken ? 2 : 1).fill('<d1@usher.example.com>'))
  },
)

test.each(steps)(
  'an answer that comes late %s %s is waited for, and the mail is sent once',
  async (moment, _, texts) => {
    const { server, proxy, sink } = await smtp(20_000)
    const delayed = proxy.meddle({ moment, texts, act: { delay_ms: 100 } })
    const attempt = server.send(mail, never)
    await delayed
    expect(await attempt).toMatchObject({ outcome: 'sent' })
    expect(sink.received).toHaveLength(1)
  },
)
