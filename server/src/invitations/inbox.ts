import type { Database } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import { maskAddress } from '../users/address.ts'
import { callerRow, holdsAddress, unknownCaller } from '../users/caller-row.ts'
import { gone, type Status, whomToAsk } from './invitation.ts'
import { renewalRequested } from './renewal.ts'
import type { InvitationDetails, PendingInvitation } from './schemas.ts'
import { seenByInvitee } from './seen.ts'

interface Row {
  id: string
  organization_name: string
  organization_logo_url: string | null
  organization_member_count: number
  inviting_user_name: string | null
  inviting_user_avatar_url: string | null
  expires_at: Date
}

// The contract's seven fields.
const seven = sql<Row>`
  invitations.id, organizations.name as organization_name, organizations.logo_url as organization_logo_url,
  organizations.member_count as organization_member_count,
  inviters.name as inviting_user_name, inviters.avatar_url as inviting_user_avatar_url, invitations.expires_at`

const fromInvitations = sql`
  invitations
  join organizations on organizations.id = invitations.organization_id
  left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'`

/**
 * The caller's pending invitations: to any of their verified addresses, not expired, of no organization that they blocked;
 * soonest to end first.
 */
export async function listPending(db: Database, caller: Caller): Promise<PendingInvitation[] | Refusal> {
  const rows = await db.many(sql<Row | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select ${seven}
      from addresses, (${fromInvitations})
      where addresses.user_id = caller.id and addresses.verified_at is not null
        and invitations.canonical_email = addresses.canonical
        and invitations.status = 'pending' and status_now(invitations.status, invitations.expires_at) = 'pending'
        and organizations.status = 'active'
        and not exists (
          select from organization_blocks
          where organization_blocks.user_id = caller.id and organization_blocks.organization_id = organizations.id
        )
    ) as found on true
    order by found.expires_at, found.id`)
  if (rows.length === 0) return unknownCaller(db, caller)
  return rows.flatMap((row) => (row.id === null ? [] : [pendingInvitation(row)]))
}

interface Standing extends Row {
  status: Status
  organization_active: boolean
  renewal_requested: boolean | null
}

interface More {
  canonical_email: string
  message: string | null
  roles: { id: string; name: string }[]
  teams: { id: string; name: string }[]
  redirect_url: string | null
  seen: boolean
}

/** What is read for the details alone. */
const more = sql<More>`,
  invitations.canonical_email, invitations.message, invitations.redirect_url, invitations.seen_at is not null as seen,
  (
    select coalesce(json_agg(json_build_object('id', roles.id, 'name', roles.name) order by roles.created_at, roles.id), '[]')
    from invitation_roles join roles on roles.id = invitation_roles.role_id
    where invitation_roles.invitation_id = invitations.id
  ) as roles,
  (
    select coalesce(json_agg(json_build_object('id', teams.id, 'name', teams.name) order by teams.name, teams.id), '[]')
    from invitation_teams join teams on teams.id = invitation_teams.team_id
    where invitation_teams.invitation_id = invitations.id
  ) as teams`

/** One invitation of the caller's that is pending; otherwise why it is not (410 with its state). */
export async function getPending(
  db: Database,
  caller: Caller,
  invitationId: string,
): Promise<PendingInvitation | Refusal> {
  const found = await find(db, caller, invitationId, sql<object>``)
  return 'id' in found ? pendingInvitation(found) : found
}

/**
 * What more an invitee needs to decide: the roles and teams, and which of their addresses was meant. Who reads that has seen it.
 *
 * @param looks false where nothing of the answer is shown, as for HEAD
 */
export async function getDetails(
  db: Database,
  {
    caller,
    invitationId,
    requestId,
    looks,
  }: { caller: Caller; invitationId: string; requestId: string; looks: boolean },
): Promise<InvitationDetails | Refusal> {
  const found = await find(db, caller, invitationId, more)
  if (!('id' in found)) return found
  if (looks && !found.seen) await seenByInvitee(db, invitationId, requestId, caller)
  return {
    ...pendingInvitation(found),
    message: found.message,
    masked_email: maskAddress(found.canonical_email),
    roles: found.roles,
    teams: found.teams,
    redirect_url: found.redirect_url,
  }
}

async function find<Also extends object>(
  db: Database,
  caller: Caller,
  invitationId: string,
  also: Statement<Also>,
): Promise<(Standing & Also) | Refusal> {
  const row = await db.maybe(sql<(Standing & Also) | { id: null }>`
    with caller as (${callerRow(caller)})
    select found.* from caller left join lateral (
      select ${seven}, status_now(invitations.status, invitations.expires_at) as status,
        organizations.status = 'active' as organization_active,
        -- Read only where it is told.
        case when status_now(invitations.status, invitations.expires_at) = 'expired' then ${renewalRequested} end as renewal_requested
        ${also}
      from ${fromInvitations}
      where invitations.id = ${invitationId} and (${holdsAddress} or invitations.answered_by = caller.id)
    ) as found on true`)
  if (row === undefined) return unknownCaller(db, caller)
  if (row.id === null) return refuse('not_found')
  if (row.status === 'expired') {
    const renewal_requested = row.renewal_requested ?? false
    return refuse('expired', { state: row.status, ...whomToAsk(row), renewal_requested })
  }
  if (row.status !== 'pending') return refuse(gone[row.status], { state: row.status, ...whomToAsk(row) })
  if (!row.organization_active) return refuse('organization_gone', { state: row.status, ...whomToAsk(row) })
  return row
}

function pendingInvitation({ expires_at, ...row }: Row): PendingInvitation {
  return {
    id: row.id,
    organization_name: row.organization_name,
    organization_logo_url: row.organization_logo_url,
    organization_member_count: row.organization_member_count,
    inviting_user_name: row.inviting_user_name,
    inviting_user_avatar_url: row.inviting_user_avatar_url,
    expiration_date: expires_at.toISOString(),
  }
}
