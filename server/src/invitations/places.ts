import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Actor, told } from '../events/record.ts'
import { linkToken, tokenHash } from '../mail/link.ts'
import type { Standing } from '../members/standing.ts'
import { firstReminder } from '../reminders/first.ts'
import type { Wish } from '../roles/gifts.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { Address } from '../users/address.ts'
import type { Terms } from './terms.ts'

/** An invitation that nothing stands in the way of any more. */
export interface Place {
  readonly address: Address
  readonly terms: Terms
  readonly granted: Wish
  readonly sendMail: boolean
}

type Means = Pick<Config, 'mail' | 'linkKeys' | 'publicUrl'>

/** Who invites, and who asked for it: the same, unless an application does it on behalf of a member. */
export interface Inviting {
  readonly organizationId: string
  readonly inviterId: string | null
  readonly actor: Actor
  readonly requestId: string
}

/** The invitation of who invites by themselves. */
export function invitingBy(standing: Standing, requestId: string): Inviting {
  const { organization_id: organizationId, user_id: inviterId, actor } = standing
  return { organizationId, inviterId, actor, requestId }
}

const first_version = 1

/**
 * Writes invitations with their roles, teams, links, events and mails in one statement, however many there are. The
 * transaction holds the organization's lock; expired invitations to these addresses are closed already.
 *
 * @returns the ids of the new invitations by canonical address; an address to which another is pending has none
 */
export async function keepPlaces(
  tx: Transaction,
  means: Means,
  { organizationId, inviterId, actor, requestId }: Inviting,
  places: readonly Place[],
): Promise<Map<string, string>> {
  const rows = places.map((place) => rowOf(place, means))
  const kept = await tx.many(sql<{ id: string; canonical_email: string }>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (
        id uuid, email text, canonical text, message text, metadata jsonb, locale text, time_zone text, redirect_url text, expires_at timestamptz,
        send_mail boolean, mailed boolean, token_hash text, role_ids uuid[], team_ids uuid[]
      )
    ), kept as (
      insert into invitations (id, organization_id, email, canonical_email, inviter_id, message, metadata, locale, time_zone, redirect_url,
        remind_at, expires_at, send_mail, link_version, link_epoch)
      select asked.id, organizations.id, asked.email, asked.canonical, ${inviterId}, asked.message, asked.metadata, asked.locale,
        asked.time_zone, asked.redirect_url,
        case when asked.mailed then ${firstReminder(sql`asked.time_zone`)} end, coalesce(asked.expires_at, now() + make_interval(secs => organizations.default_expiry_seconds)),
        asked.send_mail, ${first_version}, ${means.linkKeys[0].epoch}
      from organizations cross join lateral reminder_rules(organizations.id) as rules, asked
      where organizations.id = ${organizationId}
      -- In one order for everybody who writes several.
      order by asked.canonical
      on conflict (organization_id, canonical_email) where status = 'pending' do nothing
      returning id, organization_id, canonical_email, expires_at
    ), with_roles as (
      insert into invitation_roles (organization_id, invitation_id, role_id)
      select organization_id, kept.id, role_id from kept join asked on asked.id = kept.id, unnest(asked.role_ids) as role_id
    ), with_teams as (
      insert into invitation_teams (organization_id, invitation_id, team_id)
      select organization_id, kept.id, team_id from kept join asked on asked.id = kept.id, unnest(asked.team_ids) as team_id
    ), with_link as (
      insert into invitation_links (token_hash, invitation_id, link_version)
      select decode(asked.token_hash, 'hex'), kept.id, ${first_version} from kept join asked on asked.id = kept.id
    ), ${told(sql`
      select 'invitation.created', organization_id, ${actor.type}, ${actor.type === 'system' ? null : actor.id}, 'invitation', kept.id,
        ${requestId}, jsonb_build_object('inviter_id', ${inviterId}::uuid, 'role_ids', asked.role_ids, 'team_ids', asked.team_ids,
          'expiration_date', to_char(kept.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from kept join asked on asked.id = kept.id`)}, queued as (
      insert into deliveries (kind, lane, organization_id, invitation_id, state)
      select 'invitation_mail', organization_id, organization_id, kept.id, case when asked.mailed then 'queued' else 'not_sent' end
      from kept join asked on asked.id = kept.id
    )
    select id, canonical_email from kept`)
  return new Map(kept.map(({ id, canonical_email }) => [canonical_email, id]))
}

/** Whether an invitation to this address is mailed; its delivery is `not_sent` otherwise. */
export function isMailed(
  address: Pick<Address, 'canonical'>,
  { sendMail, mail, publicUrl }: { sendMail: boolean } & Pick<Means, 'mail' | 'publicUrl'>,
): boolean {
  return sendMail && mail.kind !== 'off' && !isServiceAddress(address, publicUrl)
}

function rowOf({ address, terms, granted, sendMail }: Place, { mail, linkKeys: [linkKey], publicUrl }: Means) {
  const id = randomUUID()
  return {
    id,
    email: address.email,
    canonical: address.canonical,
    message: terms.message ?? null,
    metadata: JSON.parse(terms.metadata ?? '{}') as unknown,
    locale: terms.locale ?? null,
    time_zone: terms.timeZone ?? null,
    redirect_url: terms.redirectUrl ?? null,
    expires_at: terms.expiresAt ?? null,
    send_mail: sendMail,
    mailed: isMailed(address, { sendMail, mail, publicUrl }),
    token_hash: tokenHash(linkToken(linkKey, id, first_version)).toString('hex'),
    role_ids: granted.roleIds,
    team_ids: granted.teamIds,
  }
}
