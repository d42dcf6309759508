import { vi } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import type { TestUsher } from './usher.ts'

/** As long as `expect.poll` waits. */
const patient = { timeout: 45_000, interval: 20 }

/** The token in the link of the latest mail to an address, as soon as that mail has arrived in the development mailbox. */
export function linkTokenMailedTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<string> {
  return foundInLatestMail(usher, address, /\/join#([\w-]+)/)
}

/** Where the latest mail with a code leads back to: the page of the invitation that somebody signs in to answer. */
export function wayBackMailedTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<string> {
  return foundInLatestMail(usher, address, /(\/join\?sign_in=[\w-]+)/)
}

/**
 * The code in the latest mail to an address that has one, as soon as such a mail has arrived: a short one, or the long one.
 *
 * @param options.after how many mails had come before
 */
export async function codeMailedTo(
  usher: Pick<TestUsher, 'request'>,
  address: string,
  { digits = 6, after = 0 }: { digits?: 6 | 12; after?: number } = {},
): Promise<string> {
  const code = digits === 6 ? /^(\d{3} \d{3})$/m : /^(\d{4} \d{4} \d{4})$/m
  return (await foundInLatestMail(usher, address, code, after)).replaceAll(' ', '')
}

/** The latest mail to an address, as soon as one has arrived. */
export function mailTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<Mailed> {
  return vi.waitFor(async () => {
    const [latest] = await mailbox(usher, address)
    if (latest === undefined) throw new Error(`no mail came to ${address}`)
    return latest
  }, patient)
}

interface Mailed {
  readonly from: string
  readonly reply_to: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** How many mails have come to an address. */
export async function mailsTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<number> {
  return (await mailbox(usher, address)).length
}

/** The mails that have come to an address, newest first. */
export async function mailbox(usher: Pick<TestUsher, 'request'>, address: string): Promise<Mailed[]> {
  return (await usher.request('GET', `/mailbox/messages?to=${encodeURIComponent(address)}`)).body as Mailed[]
}

/** Takes away the mails to an address, those on their way included, so that the next one there is of what happens next. */
export async function emptyMailbox(usher: TestUsher, address: string): Promise<void> {
  await allIsTold(usher)
  await usher.db.run(sql`delete from mailbox_messages where recipient = ${address}`)
}

/** Waits until all that happened so far is told, and all mails of it are out of their hands. */
export async function allIsTold({ db, running }: Pick<TestUsher, 'db' | 'running'>): Promise<void> {
  await vi.waitFor(async () => {
    // That a mail was sent is told when the relay comes by the next time, which this is not about.
    running.deliveries.tell()
    const { waiting } = await db.one(sql<{ waiting: number }>`
        select (select count(*) from events_to_relay)::integer
          + (select count(*) from deliveries where state in ('queued', 'sending') and due_at <= now())::integer as waiting`)
    if (waiting > 0) throw new Error(`${waiting} events or deliveries wait`)
  }, patient)
}

async function foundInLatestMail(
  usher: Pick<TestUsher, 'request'>,
  address: string,
  what: RegExp,
  after = 0,
): Promise<string> {
  return vi.waitFor(async () => {
    const mails = await mailbox(usher, address)
    const [found] = mails.flatMap(({ text }) => what.exec(text)?.[1] ?? [])
    if (mails.length <= after || found === undefined) throw new Error(`no such mail came to ${address}`)
    return found
  }, patient)
}
