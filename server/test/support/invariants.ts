import type { Database } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'

/** What must hold at every moment (I1 to I9), each as the rows that break it. */
const broken = {
  'I1 the member count is exact': sql`
    select id from organizations
    where member_count <> (select count(*) from members where organization_id = organizations.id)`,
  'I1 the owner count is exact': sql`
    select id from organizations where owner_count <> (
      select count(*) from member_roles join roles on roles.id = member_roles.role_id
      where member_roles.organization_id = organizations.id and roles.kind = 'owner')`,
  'I3 an accepted invitation has its event, and its invitee joined': sql`
    select id from invitations where status = 'accepted' and not exists (
      select from events where type = 'invitation.accepted' and subject_id = invitations.id::text
        and actor_id = invitations.answered_by::text)`,
  'I5 each final transition has exactly one event': sql`
    select id from invitations where status not in ('pending', 'expired') and 1 <> (
      select count(*) from events where subject_id = invitations.id::text
        and type = 'invitation.' || invitations.status)`,
  // Declined or revoked it may have expired before or not.
  'I5 it expired once for each time that it was made pending again, and once more where it stayed so': sql`
    select id from invitations cross join lateral (
      select count(*) filter (where type = 'invitation.expired')
        - count(*) filter (where data ->> 'was' = 'expired' or data #>> '{before,status}' = 'expired') as expiries
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
        and type in ('invitation.accepted', 'invitation.declined', 'invitation.revoked')
        and type <> 'invitation.' || invitations.status)`,
  'a member always has a role': sql`
    select user_id as id from members where not exists (
      select from member_roles
      where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id)`,
  'I9 a live organization has an owner': sql`
    select id from organizations where status = 'active' and owner_count < 1`,
}

/** Fails with the name of the first invariant that does not hold, and the ids of the rows. */
export async function expectInvariants(db: Database): Promise<void> {
  for (const [name, statement] of Object.entries(broken)) {
    const rows = await db.many(statement)
    if (rows.length > 0) throw new Error(`${name}: ${JSON.stringify(rows)}`)
  }
}
