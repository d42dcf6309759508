import { allIsTold } from './mailed.ts'
import { sql } from '../../src/database/sql.ts'
import { expireInvitations } from '../../src/invitations/expire.ts'
import { cast, type Actor, type Company, type Invited } from './cast.ts'
import type { Answer, TestUsher } from './usher.ts'

/** Has somebody send an invitation anew. */
export function resends(
  actor: Pick<Actor, 'request'>,
  { id, organization_id }: Invited,
  { rotate, until }: { rotate?: boolean; until?: string } = {},
): Promise<Answer> {
  const query = rotate === undefined ? '' : `?rotate=${rotate}`
  const body = until === undefined ? {} : { body: { expiration_date: until } }
  return actor.request('POST', `/organizations/${organization_id}/invitations/${id}/resend${query}`, body)
}

/** Lets the cool-down of an invitation be over. */
export async function timePasses(usher: TestUsher, { id }: Invited): Promise<void> {
  await usher.db.run(sql`
    update invitations set created_at = created_at - interval '1 hour', resent_at = resent_at - interval '1 hour' where id = ${id}`)
}

/** The time of an invitation is up, and in the books only if the sweeper came by. */
export async function timeIsUp(usher: TestUsher, { id }: Invited, { swept = false } = {}): Promise<void> {
  await usher.db.run(sql`
    update invitations set expires_at = now() - interval '1 second', created_at = created_at - interval '1 day',
      resent_at = resent_at - interval '1 day' where id = ${id}`)
  if (swept) await isSwept(usher, id)
}

/** The sweeper has come by, be it this one or that of the service, which is waited for. */
export async function isSwept({ db }: TestUsher, id: string): Promise<void> {
  await expireInvitations(db)
  await db.run(sql`select from invitations where id = ${id} for update`)
}

/** What is written of an invitation in its events: their types, oldest first. */
export async function eventsOf(usher: TestUsher, { id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(
    sql<{
      type: string
    }>`select type from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence`,
  )
  return rows.map(({ type }) => type.replace('invitation.', ''))
}

/** The data of the latest event of an invitation. */
export async function latestEventOf(usher: TestUsher, { id }: Invited): Promise<Record<string, unknown>> {
  const { data } = await usher.db.one(sql<{ data: Record<string, unknown> }>`
    select data from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence desc limit 1`)
  return data
}

/** Ada has invited Grace into an organization of hers, a while ago. */
export async function invitedAWhileAgo(
  usher: TestUsher,
): Promise<{ ada: Actor; grace: Actor; company: Company; invitation: Invited }> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  await allIsTold(usher)
  await timePasses(usher, invitation)
  return { ada, grace, company, invitation }
}
