import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { type MailSink, startMailSink } from './support/mail-sink.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let sink: MailSink
let usher: TestUsher
beforeAll(async () => {
  sink = await startMailSink()
  usher = await startUsher({ SMTP_URL: sink.url, MAIL_FROM: 'Usher <usher@example.com>', USHER_SMTP_CONNECTIONS: '5' })
})
afterAll(async () => {
  await usher[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

const receivedOf = (domain: string) => sink.received.filter(({ to }) => to.some((each) => each.endsWith(domain)))

test('mails to others flow while the mail server keeps us waiting for one domain, and those arrive once each later (cases 102, 106)', async () => {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const invite = (emails: string[]) =>
    ada.request('POST', `/organizations/${company.id}/invitations/batch`, {
      body: { invitations: emails.map((email) => ({ email })) },
    })
  const { promise, resolve } = Promise.withResolvers<void>()
  sink.hold = promise
  sink.holdDomain = 'tar.example'
  succeeded(await invite(Array.from({ length: 40 }, (_, index) => `grace${index}@tar.example`)))
  await expect.poll(() => sink.held).toBe(3)

  // They are the same organization's, behind a backlog that does not move.
  succeeded(await invite(Array.from({ length: 20 }, (_, index) => `linus@${index}.flow.example`)))
  await expect.poll(() => receivedOf('.flow.example').length).toBe(20)
  expect([sink.held, receivedOf('@tar.example').length]).toEqual([3, 0])
  const waiting = await usher.db.many(sql<{ attempts: number; detail: string }>`
    select distinct attempts, detail from deliveries where state = 'queued' and due_at > now()`)
  expect(waiting).toEqual([{ attempts: 0, detail: 'Waits for mails that leave before it.' }])

  resolve()
  await expect
    .poll(
      async () => {
        await usher.db.run(sql`update deliveries set due_at = now() where state = 'queued' and due_at > now()`)
        usher.running.deliveries.wake()
        return receivedOf('@tar.example').length
      },
      { interval: 200 },
    )
    .toBe(40)
  expect(new Set(receivedOf('@tar.example').flatMap(({ to }) => to)).size).toBe(40)
}, 90_000)
