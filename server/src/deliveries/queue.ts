import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Mail } from '../mail/frame.ts'

/** A delivery that this process holds. `lease` is the fence: whoever takes it later holds a higher one. */
export interface Claimed {
  readonly id: string
  readonly lease: number
  /** This one included. */
  readonly attempts: number
  /** What its mail is about: one of the two. */
  readonly invitation_id: string | null
  readonly code_id: string | null
  /** Whether its mail was counted already; see `countNow`. */
  readonly counted: boolean
}

/** What becomes of a delivery after an attempt. */
export type Conclusion =
  | { readonly state: 'sent' | 'bounced' | 'failed' | 'cancelled'; readonly detail: string }
  | { readonly state: 'queued'; readonly detail: string; readonly delay_seconds: number }

// Short, so that what a killed process held is soon taken by another. Sends that take longer renew it.
const lease_seconds = 30

/**
 * Takes up to `most` deliveries that are due, and those whose holder is gone. The rows are locked only for the
 * statement; what holds them afterwards is the lease, so no transaction stays open while mail is sent. Codes go first:
 * somebody sits and waits for each, and an import may have queued ten thousand invitations.
 */
export async function claim(db: Database, most: number): Promise<Claimed[]> {
  return db.many(sql<Claimed>`
    with codes_first as materialized (
      select id from deliveries
      where kind = 'code_mail' and ${isDue}
      order by due_at
      limit ${most}
      for update skip locked
    ), others as materialized (
      select id from deliveries
      where kind <> 'code_mail' and ${isDue}
      order by due_at
      limit ${most} - (select count(*) from codes_first)
      for update skip locked
    ), due as (
      select id from codes_first union all select id from others
    )
    update deliveries
    set state = 'sending', lease = lease + 1, leased_until = now() + make_interval(secs => ${lease_seconds}),
      attempts = attempts + 1, updated_at = now()
    from due where deliveries.id = due.id
    returning deliveries.id, lease, attempts, invitation_id, code_id, counted`)
}

const isDue = sql`
  state in ('queued', 'sending') and due_at <= now() and (state = 'queued' or leased_until <= now())`

/** Keeps what is still being sent from being taken by another process. Those that have time left are not written. */
export async function renew(db: Database, held: Iterable<Claimed>): Promise<void> {
  const mine = [...held]
  if (mine.length === 0) return
  await db.run(sql`
    update deliveries
    set leased_until = now() + make_interval(secs => ${lease_seconds})
    from unnest(${mine.map(({ id }) => id)}::uuid[], ${mine.map(({ lease }) => lease)}::integer[]) as mine (id, lease)
    where deliveries.id = mine.id and deliveries.lease = mine.lease and state = 'sending'
      and leased_until < now() + make_interval(secs => ${lease_seconds / 2})`)
}

/** Writes down how it ended. False if the lease was lost: another process sends it then, and its word counts. */
export async function conclude(db: Database, delivery: Claimed, conclusion: Conclusion): Promise<boolean> {
  return (await db.run(concluded(delivery, conclusion))) === 1
}

/**
 * Puts the mail into the development mailbox and writes down that it is sent, in one statement: once and only once.
 * Undefined if the lease was lost.
 */
export async function keep(db: Database, delivery: Claimed, to: string, mail: Mail): Promise<Conclusion | undefined> {
  const sent: Conclusion = { state: 'sent', detail: 'Kept in the development mailbox.' }
  const kept = await db.run(sql`
    with concluded as (${concluded(delivery, sent)} returning id)
    insert into mailbox_messages (delivery_id, recipient, subject, text, html)
    select id, ${to}, ${mail.subject}, ${mail.text}, ${mail.html} from concluded
    on conflict (delivery_id) do nothing`)
  return kept === 1 ? sent : undefined
}

function concluded(delivery: Claimed, conclusion: Conclusion): Statement<never> {
  const delay_seconds = conclusion.state === 'queued' ? conclusion.delay_seconds : 0
  return sql`
    update deliveries
    set state = ${conclusion.state}, detail = ${conclusion.detail}, leased_until = null, updated_at = now(),
      due_at = case when ${conclusion.state} = 'queued' then now() + make_interval(secs => ${delay_seconds}) else due_at end,
      sent_at = case when ${conclusion.state} = 'sent' then now() end
    where id = ${delivery.id} and lease = ${delivery.lease} and state = 'sending'`
}
