import type { Database } from '../../src/database/database.ts'
import { Form, sql, Statement } from '../../src/database/sql.ts'
import { unfitEvents } from './told-events.ts'

const transitions = ['created', 'edited', 'resent', 'accepted', 'declined', 'revoked', 'expired'].map(
  (each) => `invitation.${each}`,
)
const ends = ['invitation.accepted', 'invitation.declined', 'invitation.revoked']

/** What must hold at every moment (I1 to I9), each as the rows that break it. `watchers.ts` has what shows in passing only. */
const broken = {
  'I1 the member count is exact': sql`
    select id from organizations
    where member_count <> (select count(*) from members where organization_id = organizations.id)`,
  'I1 the owner count is exact': sql`
    select id from organizations where owner_count <> (
      select count(*) from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.organization_id = organizations.id and roles.kind = 'owner')`,
  'I2 a user is a member of an organization at most once, by the key of the table': sql`
    select 'members' as id where not exists (
      select from pg_constraint where conrelid = 'members'::regclass and contype in ('p', 'u')
        and pg_get_constraintdef(oid) ~ '\\(organization_id, user_id\\)')`,
  'I3 an accepted invitation has its event, and its invitee joined': sql`
    select id from invitations where status = 'accepted' and not exists (
      select from events where type = 'invitation.accepted' and subject_id = invitations.id::text
        and actor_id = invitations.answered_by::text)`,
  'I4 nothing happens to an invitation after its end': sql`
    select ended.subject_id as id from events as ended join events as later on later.subject_id = ended.subject_id
    where ended.type = any(${ends}::text[]) and later.type = any(${transitions}::text[]) and later.sequence > ended.sequence`,
  'I5 each final transition has exactly one event': sql`
    select id from invitations where status not in ('pending', 'expired') and 1 <> (
      select count(*) from events where subject_id = invitations.id::text
        and type = 'invitation.' || invitations.status)`,
  // Declined or revoked it may have expired before or not.
  'I5 it expired once for each time that it was made pending again, and once more where it stayed so': sql`
    select id from invitations cross join lateral (
      select count(*) filter (where type = 'invitation.expired')
        - count(*) filter (where data #>> '{before,status}' = 'expired' and data #>> '{after,status}' = 'pending') as expiries
      from events where subject_id = invitations.id::text
    ) as told
    where case status when 'expired' then expiries <> 1 when 'declined' then expiries not in (0, 1)
      when 'revoked' then expiries not in (0, 1) else expiries <> 0 end`,
  'I5 each invitation has exactly one event of its making': sql`
    select id from invitations where 1 <> (
      select count(*) from events where subject_id = invitations.id::text and type = 'invitation.created')`,
  'I5 no event tells of another end than the invitation has': sql`
    select id from invitations where exists (
      select from events where subject_id = invitations.id::text
        and type = any(${ends}::text[]) and type <> 'invitation.' || invitations.status)`,
  'I5 no event tells of an invitation that is not there, unless it ended and was forgotten since': sql`
    select subject_id as id from events where type = any(${transitions}::text[])
      and not exists (select from invitations where id::text = subject_id)
    group by subject_id
    having not bool_or(type in ('invitation.expired', 'invitation.declined', 'invitation.revoked'))`,
  // A reason is what somebody said who declined; and names may hold any sign, but are no address of anybody.
  'no event tells an address': sql`
    select id from events where data::text like '%@%' and type <> 'invitation.declined' and exists (
      select from (select canonical from addresses union select canonical_email from invitations) as known
      where strpos(lower(data::text), canonical) > 0
    )`,
  'a member always has a role': sql`
    select user_id as id from members where not exists (
      select from member_roles
      where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id)`,
  'I9 a live organization has an owner': sql`
    select id from organizations where status = 'active' and not exists (
      select from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.organization_id = organizations.id and roles.kind = 'owner')`,
}

/** References between rows of organizations that do not name the organization too, so that it takes a look (I7). */
const looseReferences = sql<{ table: string; column: string; target: string; key: string }>`
  select source.relname as table, from_column.attname as column, target.relname as target, to_column.attname as key
  from pg_constraint
    join pg_class as source on source.oid = conrelid
    join pg_class as target on target.oid = confrelid
    join pg_attribute as from_column on from_column.attrelid = conrelid and from_column.attnum = conkey[1]
    join pg_attribute as to_column on to_column.attrelid = confrelid and to_column.attnum = confkey[1]
  where contype = 'f' and array_length(conkey, 1) = 1
    and exists (select from pg_attribute where attrelid = conrelid and attname = 'organization_id')
    and exists (select from pg_attribute where attrelid = confrelid and attname = 'organization_id')`

/** Rows that refer to a row of another organization than their own. */
async function crossings(db: Database): Promise<unknown[]> {
  const found: unknown[] = []
  for (const { table, column, target, key } of await db.many(looseReferences)) {
    const text = `
      select '${table}' as table, source.${column} as id from ${table} as source join ${target} as target on target.${key} = source.${column}
      where source.organization_id <> target.organization_id`
    found.push(...(await db.many(new Statement(new Form(text), []))))
  }
  return found
}

/** What does not hold: for each row the name of the invariant, and the row. */
export async function brokenInvariants(db: Database): Promise<string[]> {
  const found: string[] = []
  for (const [name, statement] of Object.entries(broken)) {
    for (const row of await db.many(statement)) found.push(`${name}: ${JSON.stringify(row)}`)
  }
  for (const row of await crossings(db)) {
    found.push(`I7 a row of one organization refers to another: ${JSON.stringify(row)}`)
  }
  for (const event of await unfitEvents(db)) found.push(`an event is not what the catalogue says: ${event}`)
  return found
}

/** Fails with the invariants that do not hold, and the ids of the rows. */
export async function expectInvariants(db: Database): Promise<void> {
  const found = await brokenInvariants(db)
  if (found.length > 0) throw new Error(found.join('\n'))
}
