import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { Page, pageOf, type PageRequest } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { inOrder } from '../roles/roles.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Member } from './schemas.ts'
import { lacks, type Standing, standingIn } from './standing.ts'

/** What a list is asked for, besides its page. */
export interface Asked {
  readonly role_id?: string
  readonly team_id?: string
  readonly q?: string
  readonly sort?: 'created' | '-created' | 'name' | '-name'
  readonly include_users?: boolean
  readonly include_service_accounts?: boolean
  readonly include_teams?: boolean
  readonly include_invitations?: boolean
}

/** The members of an organization, and what else is asked for: teams, and invitations as places that are kept. */
export async function listMembers(
  db: Database,
  caller: Caller,
  organizationId: string,
  asked: Asked,
  page: PageRequest,
): Promise<Page<Member> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'members:read')
  return standing instanceof Refusal ? standing : listFor(db, standing, asked, page)
}

/**
 * One list for all that can hold roles or be in teams. Addresses are shown to those who manage members, and one's own;
 * invitations to those who read them.
 */
export async function listFor(
  db: Queryable,
  standing: Standing,
  asked: Asked,
  page: PageRequest,
): Promise<Page<Member> | Refusal> {
  if (asked.include_invitations === true && !standing.permissions.includes('invitations:read')) {
    return lacks('invitations:read')
  }
  const [first, ...others] = listed(standing, asked)
  if (first === undefined) return new Page<Member>([], undefined, page.counted === true ? 0 : undefined)
  const all = others.reduce((before, each) => sql<Key>`${before} union all ${each}`, first)

  const byName = asked.sort?.endsWith('name') === true
  const rows = await db.many(sql<Row>`
    with page as (
      select * from (${all}) as listed
      ${afterPlace(asked.sort, page)}
      order by ${orders[asked.sort ?? 'created']}
      limit ${page.limit + 1} offset ${page.offset}
    )
    ${details(standing)}
    order by ${orders[asked.sort ?? 'created']}`)
  const total =
    page.counted === true
      ? await db.one(sql<{ count: number }>`select count(*)::integer as count from (${all}) as listed`)
      : undefined
  const placeOf = ({ sort_name, created_at, id }: Row) => ({ key: byName ? sort_name : created_at, id })
  return pageOf(rows, page, placeOf, total?.count).map(memberOf)
}

/** One member of an organization; undefined where they are none. */
export async function readMember(db: Queryable, standing: Standing, userId: string): Promise<Member | undefined> {
  const row = await db.maybe(sql<Row>`
    with page as (${people(standing, {}, ['person', 'service_account'])} and users.id = ${userId})
    ${details(standing)}`)
  return row === undefined ? undefined : memberOf(row)
}

interface Key {
  id: string
  type: Member['type']
  name: string | null
  avatar_url: string | null
  /** Of an invitation. */
  invited: string | null
  created_at: Date
  expires_at: Date | null
  sort_name: string
}

type Row = Omit<Key, 'invited'> & Pick<Member, 'email' | 'roles'>

/** A statement for each kind of what is asked for. */
function listed(standing: Standing, asked: Asked): Statement<Key>[] {
  const kinds = [
    ...(asked.include_users === false ? [] : ['person']),
    ...(asked.include_service_accounts === false ? [] : ['service_account']),
  ]
  return [
    ...(kinds.length > 0 ? [people(standing, asked, kinds)] : []),
    // No team is in a team.
    ...(asked.include_teams === true && asked.team_id === undefined ? [teams(standing, asked)] : []),
    ...(asked.include_invitations === true ? [invitations(standing, asked)] : []),
  ]
}

function people(standing: Standing, { role_id, team_id, q }: Asked, kinds: readonly string[]): Statement<Key> {
  return sql`
    select users.id, case users.kind when 'person' then 'user' else users.kind end as type, users.name, users.avatar_url,
      null::text as invited, members.created_at, members.expires_at, lower(coalesce(users.name, '')) as sort_name
    from members join users on users.id = members.user_id
    where members.organization_id = ${standing.organization_id} and users.kind = any(${kinds}::text[])
      ${
        role_id === undefined
          ? sql``
          : sql`and exists (
        select from member_roles
        where member_roles.organization_id = members.organization_id and member_roles.user_id = members.user_id
          and member_roles.role_id = ${role_id})`
      }
      ${
        team_id === undefined
          ? sql``
          : sql`and exists (
        select from team_members
        where team_members.organization_id = members.organization_id and team_members.user_id = members.user_id
          and team_members.team_id = ${team_id})`
      }
      ${
        q === undefined
          ? sql``
          : sql`and (strpos(lower(users.name), lower(${q})) > 0 or exists (
        select from addresses
        where addresses.user_id = users.id and addresses.verified_at is not null
          and strpos(lower(addresses.email), lower(${q})) > 0 and ${seesAddress(standing, sql`users.id`)}))`
      }`
}

function teams({ organization_id }: Standing, { role_id, q }: Asked): Statement<Key> {
  return sql`
    select teams.id, 'team' as type, teams.name, null::text as avatar_url, null::text as invited, teams.created_at,
      null::timestamptz as expires_at, lower(teams.name) as sort_name
    from teams
    where teams.organization_id = ${organization_id}
      ${
        role_id === undefined
          ? sql``
          : sql`and exists (
        select from team_roles
        where team_roles.organization_id = teams.organization_id and team_roles.team_id = teams.id
          and team_roles.role_id = ${role_id})`
      }
      ${q === undefined ? sql`` : sql`and strpos(lower(teams.name), lower(${q})) > 0`}`
}

function invitations({ organization_id }: Standing, { role_id, team_id, q }: Asked): Statement<Key> {
  return sql`
    select invitations.id, 'invitation' as type, null::text as name, null::text as avatar_url, invitations.email as invited,
      invitations.created_at, invitations.expires_at, lower(invitations.email) as sort_name
    from invitations
    where invitations.organization_id = ${organization_id}
      and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'
      ${
        role_id === undefined
          ? sql``
          : sql`and exists (
        select from invitation_roles
        where invitation_roles.organization_id = invitations.organization_id
          and invitation_roles.invitation_id = invitations.id and invitation_roles.role_id = ${role_id})`
      }
      ${
        team_id === undefined
          ? sql``
          : sql`and exists (
        select from invitation_teams
        where invitation_teams.organization_id = invitations.organization_id
          and invitation_teams.invitation_id = invitations.id and invitation_teams.team_id = ${team_id})`
      }
      ${q === undefined ? sql`` : sql`and strpos(lower(invitations.email), lower(${q})) > 0`}`
}

function seesAddress({ permissions, user_id }: Standing, of: Statement<never>): Statement<never> {
  return sql`(${permissions.includes('members:manage')}::boolean or ${of} = ${user_id})`
}

/** The rows of `page` with what is only read of those that are shown. */
function details(standing: Standing): Statement<Row> {
  return sql`
    select page.id, page.type, page.name, page.avatar_url, page.created_at, page.expires_at, page.sort_name,
      coalesce(page.invited, (
        select addresses.email from addresses
        where addresses.user_id = page.id and addresses.verified_at is not null and ${seesAddress(standing, sql`page.id`)}
        order by addresses.created_at, addresses.canonical limit 1
      )) as email,
      (
        select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by ${inOrder}), '[]')
        from roles
        where roles.organization_id = ${standing.organization_id} and roles.id in (
          select role_id from member_roles where organization_id = ${standing.organization_id} and user_id = page.id
          union all
          select role_id from team_roles where organization_id = ${standing.organization_id} and team_id = page.id
          union all
          select role_id from invitation_roles
          where organization_id = ${standing.organization_id} and invitation_id = page.id
        )
      ) as roles
    from page`
}

const orders = {
  created: sql`created_at, id`,
  '-created': sql`created_at desc, id desc`,
  name: sql`sort_name, id`,
  '-name': sql`sort_name desc, id desc`,
} as const

function afterPlace(sort: Asked['sort'], { after }: PageRequest): Statement<never> {
  if (after === undefined) return sql``
  switch (sort ?? 'created') {
    case 'created':
      return sql`where (created_at, id) > (${after.key}::timestamptz, ${after.id}::uuid)`
    case '-created':
      return sql`where (created_at, id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    case 'name':
      return sql`where (sort_name, id) > (${after.key}::text, ${after.id}::uuid)`
    case '-name':
      return sql`where (sort_name, id) < (${after.key}::text, ${after.id}::uuid)`
  }
}

function memberOf(row: Row): Member {
  const { created_at, expires_at, sort_name: _, ...member } = row
  return {
    ...member,
    created: created_at.toISOString(),
    expiration_date: expires_at?.toISOString() ?? null,
  }
}
