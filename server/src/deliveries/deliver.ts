import type DataLoader from 'dataloader'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import { UnknownLinkKey } from '../mail/link.ts'
import type { Pace, Passage } from '../mail/pace.ts'
import type { MailServer, Sent } from '../mail/send.ts'
import { headerOf, senderOf } from '../mail/sender.ts'
import { notNow } from '../reminders/now.ts'
import { suppress } from '../mail_suppressions/suppressed.ts'
import { readAddress } from '../users/address.ts'
import { type Letter, letterFor } from './letter.ts'
import { persistently } from './persistently.ts'
import { type Claimed, conclude, type Conclusion, isPutOff, keep, type PutOff } from './queue.ts'
import { countNow } from './quota.ts'
import { delayAfter, most_attempts } from './schedule.ts'

/** What a delivery is made with. Without a mail server it goes to the development mailbox. */
export interface Means {
  readonly config: Config
  readonly db: Database
  readonly logger: Logger
  readonly mailServer: MailServer | undefined
  readonly pace: Pace
  /** Puts back what cannot leave now, those of one moment by one statement; see `putBack`. */
  readonly putBack: DataLoader<readonly [Claimed, PutOff], boolean>
  readonly reached: (step: Step) => void
}

/** What a delivery has gone through; a process may end at any of them. */
export type Step =
  | 'relaying'
  | 'relayed'
  | 'mail claimed'
  | 'mail counted'
  | 'mail composed'
  | 'mail handed over'
  | 'mail concluded'
  | 'webhook claimed'
  | 'webhook answered'
  | 'webhook concluded'

// A mail that cannot even be written is not going to be by waiting, except for a key that is on its way to all processes.
const most_attempts_to_write = 5

/**
 * Makes one attempt at a delivery that this process has claimed: reads, writes the mail, sends, and notes the result.
 * Each step is a statement of its own, and the network is between them and never inside a transaction.
 *
 * @returns how it ended, or undefined if another process had taken the delivery over meanwhile
 * @throws Unavailable if the database is away; the lease then ends by itself and the attempt is made again
 */
export async function deliver(delivery: Claimed, means: Means, signal: AbortSignal): Promise<Conclusion | undefined> {
  const { db, mailServer, reached } = means
  const concluded = async (conclusion: Conclusion) => {
    const held = isPutOff(conclusion)
      ? await means.putBack.load([delivery, conclusion])
      : await conclude(db, delivery, conclusion)
    return held ? conclusion : undefined
  }
  reached('mail claimed')
  // Claimed this often without an end: it may be what ended the processes that claimed it.
  if (delivery.attempts > most_attempts) {
    return concluded({ state: 'failed', detail: `Given up after ${most_attempts} attempts.` })
  }
  const { domain } = delivery
  using early = mailServer === undefined || domain === null ? undefined : enter(domain, delivery, means)
  // First, since of a domain that is slow thousands may be taken up one after the other.
  const putOff = early?.outlook()
  if (putOff !== undefined) return concluded(waitsForOthers(putOff))
  const notYet = delivery.template === 'reminder' ? await notNow(db, delivery) : undefined
  if (notYet !== undefined) return concluded(notYet)
  if (!delivery.counted) {
    const waits = await countNow(means, delivery)
    if (waits !== undefined) return waits === 'lost' ? undefined : waits
    reached('mail counted')
  }
  if (mailServer === undefined) {
    const letter = await compose(delivery, means)
    if ('state' in letter) return concluded(letter)
    const { to, mail } = letter
    return keep(db, delivery, { ...mail, to, from: headerOf(senderOf(means.config.mailFrom, mail.senderName)) })
  }
  const outcome = await sendInTurn(delivery, early, { ...means, mailServer }, signal)
  if ('state' in outcome) return concluded(outcome)
  reached('mail handed over')
  const { sent, to } = outcome
  const conclusion = conclusionOf(sent, delivery.attempts)
  const noted = await persistently(
    () =>
      sent.noMailbox === true ? concludeForGood(db, delivery, conclusion, to) : conclude(db, delivery, conclusion),
    signal,
  )
  reached('mail concluded')
  return noted ? conclusion : undefined
}

/**
 * Writes a mail and sends it when its turn has come; or puts it off where that takes long. Where it is known where it goes, its turn is
 * waited for before it is written.
 */
async function sendInTurn(
  delivery: Claimed,
  early: Passage | undefined,
  means: Means & { mailServer: MailServer },
  signal: AbortSignal,
): Promise<{ readonly sent: Sent; readonly to: string } | Conclusion> {
  const first = early === undefined ? await compose(delivery, means) : undefined
  if (first !== undefined && 'state' in first) return first
  // Its place is given back when this ends, before the result is noted.
  using passage = early ?? enter(domainOf(first?.to ?? ''), delivery, means)
  const delay_seconds = await passage.turn()
  if (delay_seconds !== undefined) return waitsForOthers(delay_seconds)
  const letter = first ?? (await compose(delivery, means))
  if ('state' in letter) return letter
  means.reached('mail composed')
  const { to, mail } = letter
  return { sent: await means.mailServer.send({ ...mail, to, deliveryId: delivery.id }, signal), to }
}

function enter(domain: string, { organization_id, kind }: Claimed, { pace }: Means): Passage {
  return pace.enter(domain, { organization: organization_id ?? '', urgent: kind === 'code_mail' })
}

function waitsForOthers(delay_seconds: number): PutOff {
  return { state: 'queued', putOff: true, delay_seconds, detail: 'Waits for mails that leave before it.' }
}

/** The mail, or what becomes of a delivery that has none: it must not hold up the others. */
async function compose(delivery: Claimed, { config, db, logger }: Means): Promise<Letter | Conclusion> {
  try {
    const letter = await letterFor(db, config, delivery)
    if ('dropped' in letter) return { state: 'cancelled', detail: letter.dropped }
    // An attempt like any other, so that nobody can tell them apart.
    if ('withheld' in letter) return { state: 'sent', detail: letter.withheld, attempt: { duration_ms: 0 } }
    return 'unwanted' in letter ? { state: 'not_sent', detail: letter.unwanted } : letter
  } catch (error) {
    if (asUnavailable(error) !== undefined) throw error
    logger.error({ err: error, delivery: delivery.id }, 'mail could not be written')
    // A missing key is the operator's to mend, so it is named; what else went wrong inside is for the log only.
    const detail = error instanceof UnknownLinkKey ? error.message : 'The mail could not be written.'
    return later(detail, delivery.attempts < most_attempts_to_write ? delayAfter(delivery.attempts) : undefined)
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function conclusionOf({ outcome, detail, duration_ms }: Sent, attempts: number): Conclusion {
  const attempt = { duration_ms }
  return outcome === 'retry' ? { ...later(detail, delayAfter(attempts)), attempt } : { state: outcome, detail, attempt }
}

/** There is no such mailbox, and no other mail is tried there. */
function concludeForGood(db: Database, delivery: Claimed, conclusion: Conclusion, to: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const concluded = await conclude(tx, delivery, conclusion)
    const canonical = readAddress(to)?.canonical
    if (concluded && canonical !== undefined) await suppress(tx, { scope: 'all', reason: 'bounced', canonical })
    return concluded
  })
}

function later(detail: string, delay_seconds: number | undefined): Conclusion {
  return delay_seconds === undefined ? { state: 'failed', detail } : { state: 'queued', detail, delay_seconds }
}
