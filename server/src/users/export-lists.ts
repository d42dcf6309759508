import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Export } from './export-schema.ts'

/** Where a page of a list ended: the key of its last row. */
export interface Reached {
  readonly time: Date
  readonly key: string
}

/** One page of a list in an export, and where it ended; undefined where nothing is left. */
type Page<Item> = { readonly items: readonly Item[]; readonly reached: Reached | undefined }

type Lists = Pick<
  Export,
  | 'identities'
  | 'memberships'
  | 'received_invitations'
  | 'sent_invitations'
  | 'invitation_requests'
  | 'sessions'
  | 'applications'
  | 'blocked_organizations'
  | 'events'
>

/** Reads the page of a list that comes after a place. */
type Read<Item> = (db: Queryable, userId: string, after: Reached) => Promise<Page<Item>>

const page_rows = 500

/** Before every row. */
export const start: Reached = { time: new Date(0), key: '' }

/** The lists of an export that grow with what a person does; each is read in pages, in the order in which they are written. */
export const lists: { readonly [Name in keyof Lists]: Read<Lists[Name][number]> } = {
  identities: list(
    (userId, { time, key }) => sql<{
      at: Date
      key: string
      issuer: string
      subject: string
      name: string | null
      picture: string | null
    }>`
      select created_at as at, issuer || ' ' || subject as key, issuer, subject, claimed_name as name, claimed_picture as picture
      from identities where user_id = ${userId} and (created_at, issuer || ' ' || subject) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, issuer, subject, name, picture }) => ({ issuer, subject, name, picture, created: at.toISOString() }),
  ),

  memberships: list(
    (userId, { time, key }) => sql<{
      at: Date
      key: string
      organization: Named
      roles: Named[]
      teams: Named[]
      expires_at: Date | null
    }>`
      select members.created_at as at, members.organization_id::text as key, ${organization} as organization, members.expires_at,
        (
          select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by roles.created_at, roles.id), '[]')
          from member_roles join roles on roles.id = member_roles.role_id
          where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
        ) as roles,
        (
          select coalesce(json_agg(json_build_object('id', teams.id, 'name', teams.name) order by teams.created_at, teams.id), '[]')
          from team_members join teams on teams.id = team_members.team_id
          where team_members.organization_id = members.organization_id and team_members.user_id = members.user_id
        ) as teams
      from members join organizations on organizations.id = members.organization_id
      where members.user_id = ${userId} and (members.created_at, members.organization_id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, expires_at, organization, roles, teams }) => ({
      organization,
      roles,
      teams,
      created: at.toISOString(),
      expiration_date: expires_at?.toISOString() ?? null,
    }),
  ),

  received_invitations: list(
    (userId, { time, key }) => sql<
      InvitationRow & {
        email: string
        roles: Named[]
        teams: Named[]
        answered_at: Date | null
        decline_reason: string | null
      }
    >`
      with received as (${received(userId)})
      select ${invitation}, invitations.email,
        case when answered_by = ${userId} then answered_at end as answered_at,
        case when answered_by = ${userId} then decline_reason end as decline_reason,
        (
          select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by roles.created_at, roles.id), '[]')
          from invitation_roles join roles on roles.id = invitation_roles.role_id
          where invitation_roles.invitation_id = invitations.id
        ) as roles,
        (
          select coalesce(json_agg(json_build_object('id', teams.id, 'name', teams.name) order by teams.created_at, teams.id), '[]')
          from invitation_teams join teams on teams.id = invitation_teams.team_id
          where invitation_teams.invitation_id = invitations.id
        ) as teams
      from received join invitations on invitations.id = received.id
        join organizations on organizations.id = invitations.organization_id
      where (invitations.created_at, invitations.id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ email, roles, teams, answered_at, decline_reason, ...row }) => ({
      ...invitationOf(row),
      email,
      roles,
      teams,
      answered: answered_at?.toISOString() ?? null,
      decline_reason,
    }),
  ),

  sent_invitations: list(
    (userId, { time, key }) => sql<InvitationRow>`
      select ${invitation}
      from invitations join organizations on organizations.id = invitations.organization_id
      where invitations.inviter_id = ${userId}
        and (invitations.created_at, invitations.id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    invitationOf,
  ),

  invitation_requests: list(
    (userId, { time, key }) => sql<{
      at: Date
      key: string
      invitation_id: string
      organization: Named
      kind: Export['invitation_requests'][number]['kind']
      state: Export['invitation_requests'][number]['state']
      email: string | null
      message: string | null
      answered_at: Date | null
    }>`
      select invitation_requests.created_at as at, invitation_requests.id::text as key, invitation_id, ${organization} as organization,
        kind, request_now(invitation_requests.state, invitations.status) as state, invitation_requests.email,
        invitation_requests.message, invitation_requests.answered_at
      from invitation_requests join invitations on invitations.id = invitation_id
        join organizations on organizations.id = invitation_requests.organization_id
      where invitation_requests.user_id = ${userId}
        and (invitation_requests.created_at, invitation_requests.id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, key, answered_at, ...same }) => ({
      id: key,
      ...same,
      created: at.toISOString(),
      answered: answered_at?.toISOString() ?? null,
    }),
  ),

  sessions: list(
    (userId, { time, key }) => sql<{
      at: Date
      key: string
      user_agent: string | null
      last_used_at: Date
      expires_at: Date
      ended_at: Date | null
    }>`
      select created_at as at, id::text as key, user_agent, last_used_at, expires_at, ended_at
      from sessions where user_id = ${userId} and (created_at, id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, key, user_agent, last_used_at, expires_at, ended_at }) => ({
      id: key,
      user_agent,
      created: at.toISOString(),
      last_used: last_used_at.toISOString(),
      expiration_date: expires_at.toISOString(),
      ended: ended_at?.toISOString() ?? null,
    }),
  ),

  applications: list(
    (userId, { time, key }) => sql<{ at: Date; key: string; name: string; scopes: string[] }>`
      select consents.created_at as at, client_id as key, clients.name, consents.scopes
      from consents join clients on clients.id = client_id
      where consents.user_id = ${userId} and (consents.created_at, client_id) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, key, name, scopes }) => ({ client_id: key, name, scopes, created: at.toISOString() }),
  ),

  blocked_organizations: list(
    (userId, { time, key }) => sql<{ at: Date; key: string; name: string }>`
      select organization_blocks.created_at as at, organization_id::text as key, organizations.name
      from organization_blocks join organizations on organizations.id = organization_id
      where organization_blocks.user_id = ${userId}
        and (organization_blocks.created_at, organization_id::text) > (${time}::timestamptz, ${key})
      order by 1, 2 limit ${page_rows}`,
    ({ at, key, name }) => ({ organization: { id: key, name }, created: at.toISOString() }),
  ),

  events: list(
    // Each way to find them is read by an index of its own, so that many events of others cost nothing.
    (userId, { key }) => sql<{
      at: Date
      key: string
      id: string
      type: string
      organization_id: string | null
      actor: Export['events'][number]['actor']
      subject_type: string
      subject_id: string | null
      data: Record<string, unknown>
    }>`
      with received as (${received(userId)}), found as (
        (
          select sequence from events
          where actor_type = 'user' and actor_id = ${userId} and sequence > ${key === '' ? '0' : key}::bigint
          order by sequence limit ${page_rows}
        ) union (
          select sequence from events
          where subject_id = ${userId} and sequence > ${key === '' ? '0' : key}::bigint
          order by sequence limit ${page_rows}
        ) union (
          select sequence from received join events on subject_id = received.id::text
          where sequence > ${key === '' ? '0' : key}::bigint
          order by sequence limit ${page_rows}
        )
      )
      select occurred_at as at, sequence::text as key, id, type, organization_id, subject_type,
        case
          when actor_type = 'user' and actor_id = ${userId} then 'you'
          when actor_type = 'system' then 'system'
          else 'somebody_else'
        end as actor,
        case when subject_type <> 'user' or subject_id = ${userId} then subject_id end as subject_id,
        case when actor_type = 'user' and actor_id = ${userId} then data else '{}' end as data
      from found join events using (sequence)
      order by sequence limit ${page_rows}`,
    ({ at, id, type, organization_id, actor, subject_type, subject_id, data }) => ({
      id,
      type,
      occurred: at.toISOString(),
      organization_id,
      actor,
      subject: { type: subject_type, id: subject_id },
      data,
    }),
  ),
}

interface Named {
  id: string
  name: string
}

interface InvitationRow {
  at: Date
  key: string
  organization: Named
  status: Export['sent_invitations'][number]['status']
  message: string | null
  expires_at: Date
}

const organization = sql`json_build_object('id', organizations.id, 'name', organizations.name)`

const invitation = sql`
  invitations.created_at as at, invitations.id::text as key, ${organization} as organization,
  status_now(invitations.status, invitations.expires_at) as status, invitations.message, invitations.expires_at`

function invitationOf({ at, key, organization, status, message, expires_at }: InvitationRow) {
  return {
    id: key,
    organization,
    status,
    message,
    created: at.toISOString(),
    expiration_date: expires_at.toISOString(),
  }
}

/** Invitations to the person: to an address that they hold, or answered by them. Each part has an index. */
function received(userId: string): Statement<{ id: string }> {
  const toTheirs = sql`
    select invitations.id from addresses join invitations on invitations.canonical_email = addresses.canonical
    where addresses.user_id = ${userId} and addresses.verified_at is not null`
  return sql`
    ${toTheirs} and invitations.status = 'pending'
    union
    ${toTheirs} and invitations.status <> 'pending' and answered_by is null
    union
    select id from invitations where answered_by = ${userId}`
}

function list<Row extends { at: Date; key: string }, Item>(
  page: (userId: string, after: Reached) => Statement<Row>,
  itemOf: (row: Row) => Item,
): Read<Item> {
  return async (db, userId, after) => {
    const rows = await db.many(page(userId, after))
    const last = rows.at(-1)
    return {
      items: rows.map(itemOf),
      reached: rows.length < page_rows || last === undefined ? undefined : { time: last.at, key: last.key },
    }
  }
}
