import { randomUUID } from 'node:crypto'
import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { told } from '../events/record.ts'
import type { Mail } from '../mail/frame.ts'
import { webhookLanes } from '../webhooks/lanes.ts'

/** Which hands carry a delivery. */
export type Channel = 'mail' | 'webhook'

/** A delivery that this process holds. `lease` is the fence: whoever takes it later holds a higher one. */
export interface Claimed {
  readonly id: string
  readonly lease: number
  /** This one included. */
  readonly attempts: number
  readonly kind: 'invitation_mail' | 'code_mail' | 'notice_mail' | 'webhook'
  /** What a mail says; null is the first mail of an invitation, or a code. */
  readonly template: string | null
  readonly organization_id: string | null
  readonly invitation_id: string | null
  readonly code_id: string | null
  /** The user whom a notice goes to. */
  readonly user_id: string | null
  readonly endpoint_id: string | null
  /** The event that it tells of. */
  readonly event_sequence: number | null
  /** Whether its mail was counted already; see `countNow`. */
  readonly counted: boolean
  /** Of the address of an invitation. */
  readonly domain: string | null
}

/** What an attempt was like, for whoever looks into why something did not arrive. */
export interface Attempt {
  readonly duration_ms: number
  readonly response_status?: number
  readonly response?: string
}

/** What becomes of a delivery after an attempt, or without one where there is nothing to send. */
export type Conclusion = { readonly detail: string; readonly attempt?: Attempt } & (
  | { readonly state: 'sent' | 'delivered' | 'bounced' | 'failed' | 'cancelled' | 'not_sent' }
  | { readonly state: 'queued'; readonly delay_seconds: number; readonly putOff?: false }
  | PutOff
)

/** Not now, which counts for no attempt. */
export interface PutOff {
  readonly state: 'queued'
  readonly delay_seconds: number
  readonly putOff: true
  readonly detail: string
}

/** Whether it was no attempt. */
export const isPutOff = (conclusion: Conclusion): conclusion is PutOff =>
  conclusion.state === 'queued' && conclusion.putOff === true

// Short, so that what a killed process held is soon taken by another. Sends that take longer renew it.
const lease_seconds = 20
const most_to_awaken = 500

/**
 * Lets those take their turn whose time has come. Apart from {@link claim}, so that it sees only what is due, however much waits
 * for tomorrow.
 *
 * @returns whether there may be more
 */
export async function awaken(db: Queryable, channel: Channel): Promise<boolean> {
  const woken = await db.run(sql`
    update deliveries set waits = false
    -- As an array; see claim.
    where id = any(array(
      select id from deliveries
      where channel = ${channel} and state = 'queued' and waits and due_at <= now()
      order by due_at limit ${most_to_awaken}
      for update skip locked
    ))`)
  return woken === most_to_awaken
}

/**
 * Takes up to `most` deliveries of a channel that are due, and those whose holder is gone. The rows are locked only for the
 * statement; what holds them afterwards is the lease, so no transaction stays open while something is sent.
 *
 * Codes have no lane and go first: somebody sits and waits for each. All others go by turns: a few of each organization, or of
 * each endpoint, beginning anywhere, so that nobody waits because another queued ten thousand.
 *
 * @param held what this process is sending already, which it does not take from itself
 */
export async function claim(
  db: Queryable,
  channel: Channel,
  most: number,
  held: Iterable<Claimed> = [],
): Promise<Claimed[]> {
  const mine = [...held].map(({ id }) => id)
  return db.many(sql<Claimed>`
    with urgent as materialized (
      select id from deliveries
      where channel = ${channel} and lane is null and state = 'queued' and not waits and due_at <= now()
      order by due_at
      limit ${most}
      for update skip locked
    ), abandoned as materialized (
      select id from deliveries
      where channel = ${channel} and state = 'sending' and leased_until <= now()
        and id <> all(${mine}::uuid[])
      limit ${most}::bigint - (select count(*) from urgent)
      for update skip locked
    ), lanes as materialized (
      ${channel === 'mail' ? mailLanes(most) : webhookLanes(most, mine)}
    ), in_turn as materialized (
      select theirs.id from lanes cross join lateral (
        select id from deliveries
        where channel = ${channel} and lane = lanes.lane and state = 'queued' and lane is not null and not waits and due_at <= now()
        order by due_at
        limit greatest(0, least(lanes.room, greatest(1, ${most}::bigint / lanes.lanes)))
        for update skip locked
      ) as theirs
      limit ${most}::bigint - (select count(*) from urgent) - (select count(*) from abandoned)
    ), due as (
      select id from urgent union all select id from abandoned union all select id from in_turn
    )
    update deliveries
    set state = 'sending', lease = lease + 1, leased_until = now() + make_interval(secs => ${lease_seconds}),
      attempts = attempts + 1, updated_at = now()
    -- As an array: for a join with what may be as much as the limits say, the whole table is read each time.
    where deliveries.id = any(array(select id from due))
    returning deliveries.id, lease, attempts, kind, template, organization_id, invitation_id, code_id, user_id, endpoint_id,
      event_sequence, counted, (
        select split_part(canonical_email, '@', 2) from invitations where kind = 'invitation_mail' and invitations.id = invitation_id
      ) as domain`)
}

/** The organizations whose turn it is, and how many mails of each may be taken on. */
function mailLanes(most: number): Statement<never> {
  return sql`
      select lane, ${most}::bigint as room, count(*) over () as lanes from queued_lanes('mail', ${randomUUID()}, ${most}) as queued (lane)`
}

/** Those of `mine` that are still held and that nobody else is writing to: whoever holds some and waits for others may wait for who waits for them. */
const unlocked = sql`
      select deliveries.id from deliveries join mine on deliveries.id = mine.id and deliveries.lease = mine.lease
      where state = 'sending'`

/** Keeps what is still being sent from being taken by another process. Those that have so much time left are not written. */
export async function renew(
  db: Database,
  held: Iterable<Claimed>,
  { atLeast_ms }: { atLeast_ms: number },
): Promise<void> {
  const mine = [...held]
  if (mine.length === 0) return
  await db.run(sql`
    with mine as materialized (
      select * from unnest(${mine.map(({ id }) => id)}::uuid[], ${mine.map(({ lease }) => lease)}::integer[]) as mine (id, lease)
    ), unlocked as materialized (
      ${unlocked} and leased_until < now() + make_interval(secs => ${atLeast_ms / 1_000})
      for update of deliveries skip locked
    )
    update deliveries
    set leased_until = now() + make_interval(secs => ${lease_seconds})
    from unlocked where deliveries.id = unlocked.id`)
}

/** Writes down how it ended, with its event. False if the lease was lost: another process sends it then, and its word counts. */
export async function conclude(db: Queryable, delivery: Claimed, conclusion: Conclusion): Promise<boolean> {
  if (isPutOff(conclusion)) return (await putBack(db, [[delivery, conclusion]])).every(Boolean)
  return (await db.run(sql`with ${concluded(delivery, conclusion)} select id from concluded`)) === 1
}

/**
 * Puts back what cannot leave now, each until its own moment.
 *
 * @returns of each whether it was put back: not if another process has it, or somebody writes to it just now, and its lease ends by itself
 */
export async function putBack(db: Queryable, those: readonly (readonly [Claimed, PutOff])[]): Promise<boolean[]> {
  const back = await db.many(sql<{ id: string }>`
    with mine as materialized (
      select * from unnest(
        ${those.map(([{ id }]) => id)}::uuid[], ${those.map(([{ lease }]) => lease)}::integer[],
        ${those.map(([, { delay_seconds }]) => delay_seconds)}::float8[], ${those.map(([, { detail }]) => detail)}::text[]
      ) as mine (id, lease, delay_seconds, detail)
    ), unlocked as materialized (${unlocked} for update of deliveries skip locked)
    update deliveries
    set state = 'queued', attempts = attempts - 1, detail = mine.detail, leased_until = null, updated_at = now(),
      waits = mine.delay_seconds > 0, due_at = now() + make_interval(secs => mine.delay_seconds)
    from unlocked join mine using (id)
    where deliveries.id = unlocked.id
    returning deliveries.id`)
  const ids = new Set(back.map(({ id }) => id))
  return those.map(([{ id }]) => ids.has(id))
}

/**
 * Puts the mail into the development mailbox and writes down that it is sent, in one statement: once and only once.
 * Undefined if the lease was lost.
 */
export async function keep(
  db: Database,
  delivery: Claimed,
  mail: Mail & { readonly from: string; readonly to: string },
): Promise<Conclusion | undefined> {
  const sent: Conclusion = { state: 'sent', detail: 'Kept in the development mailbox.', attempt: { duration_ms: 0 } }
  const kept = await db.run(sql`
    with ${concluded(delivery, sent)}
    insert into mailbox_messages (delivery_id, sender, reply_to, recipient, subject, text, html)
    select id, ${mail.from}, ${mail.replyTo ?? null}, ${mail.to}, ${mail.subject}, ${mail.text}, ${mail.html} from concluded
    on conflict (delivery_id) do nothing`)
  return kept === 1 ? sent : undefined
}

/** The parts of a statement that conclude a delivery, where it is still held: `concluded` is its row then. */
function concluded(delivery: Claimed, conclusion: Conclusion): Statement<never> {
  const { state, detail, attempt } = conclusion
  const delay_seconds = state === 'queued' ? conclusion.delay_seconds : 0
  return sql`concluded as (
      update deliveries
      set state = ${state}, detail = ${detail}, leased_until = null, updated_at = now(),
        waits = ${state === 'queued' && delay_seconds > 0}::boolean,
        due_at = case when ${state} = 'queued' then now() + make_interval(secs => ${delay_seconds}) else due_at end,
        sent_at = case when ${state} in ('sent', 'delivered') then now() else sent_at end
      where id = ${delivery.id} and lease = ${delivery.lease} and state = 'sending'
      returning id, kind, template, state, attempts, organization_id, invitation_id
    ), attempted as (
      insert into delivery_attempts (delivery_id, number, duration_ms, state, detail, response_status, response)
      select id, attempts, ${attempt?.duration_ms ?? 0}, state, ${detail}, ${attempt?.response_status ?? null}::smallint,
        ${attempt?.response ?? null}
      from concluded where ${attempt !== undefined}::boolean
      on conflict (delivery_id, number) do nothing
    ), ${told(sql`
      select case when state in ('bounced', 'failed') then 'invitation.' || state when template = 'reminder' then 'invitation.reminded' else 'invitation.sent' end,
        organization_id, 'system', null, 'invitation', invitation_id::text, null, jsonb_build_object('delivery_id', id)
      from concluded
      where kind = 'invitation_mail' and state in ('sent', 'bounced', 'failed') and coalesce(template, 'invitation') <> 'revoked'`)}`
}
