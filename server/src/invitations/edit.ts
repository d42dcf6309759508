import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { type IfMatch, type Versioned, versionMismatch } from '../http/versions.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { domainAllowed } from '../organizations/domains.ts'
import { giftsOf, grant, type Wish } from '../roles/gifts.ts'
import type { Caller } from '../tokens/caller.ts'
import { changesBetween, edited, type Said } from './edited.ts'
import { both, giveInstead, mayChange } from './gifts.ts'
import { type Rule, rules } from './invitation.ts'
import { pointersOf, policiesOf } from './invite.ts'
import { givenBy, type Locked, lockInvitation } from './locked.ts'
import { readInvitation, toldTo } from './manage.ts'
import { reopen, unlessAnotherIsPending } from './reopen.ts'
import type { Invitation } from './schemas.ts'
import { type Asked, readTerms, type Terms, isFitToEnd, unfit_expiry } from './terms.ts'

interface Edit {
  organizationId: string
  invitationId: string
  asked: Asked
  ifMatch: IfMatch | undefined
  requestId: string
}

/**
 * Changes what a pending invitation says and gives, for those who manage invitations. What is not asked for stays; the
 * result is judged like a new invitation of theirs. Nothing is mailed. With a new end, what has expired is pending again.
 *
 * Takes the organization's exclusive lock, as accepting does, so whoever accepts gets what it gave before or what it gives
 * after, and never something of both.
 */
export async function edit(
  db: Database,
  means: Pick<Config, 'redirectUrls' | 'linkKeys' | 'publicUrl'>,
  caller: Caller,
  { organizationId, invitationId, asked, ifMatch, requestId }: Edit,
): Promise<Versioned<Invitation> | Refusal> {
  const terms = readTerms(asked, means)
  if (terms instanceof Refusal) return terms
  return unlessAnotherIsPending(() =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, organizationId, 'invitations:manage', 'exclusive')
      if (standing instanceof Refusal) return standing
      const invitation = await lockInvitation(tx, organizationId, invitationId)
      if (invitation === undefined) return refuse('not_found')
      const obstacle = obstacleTo(invitation, terms) ?? versionMismatch(invitation.version, ifMatch)
      if (obstacle !== undefined) return obstacle

      const before = await saidBy(tx, invitation)
      const after = await judged(tx, standing, { asked, terms, before, invitation })
      if (after instanceof Refusal) return after
      const changes = changesBetween(before, after)
      if (changes !== undefined) {
        const closed = invitation.status === 'expired' ? await reopen(tx, invitation) : undefined
        if (closed !== undefined) return closed
        await write(tx, invitation, after)
        const gives = changes.changed.includes('role_ids') || changes.changed.includes('team_ids')
        const takenOver = gives ? await giveInstead(tx, standing, invitation, givenIn(after)) : {}
        await record(tx, {
          type: 'invitation.edited',
          organizationId,
          actor: standing.actor,
          subject: { type: 'invitation', id: invitationId },
          requestId,
          data: { ...changes, ...takenOver },
        })
      }
      return readInvitation(tx, organizationId, invitationId, toldTo(standing, means))
    }),
  )
}

function obstacleTo({ status }: Locked, { expiresAt }: Terms): Refusal | undefined {
  const rule: Rule = rules[status].edit
  if ('refuse' in rule) return refuse(rule.refuse, { state: status })
  if (status !== 'expired' || expiresAt !== undefined) return undefined
  const detail = 'This invitation has expired. Give it a new `expiration_date`, or send it anew.'
  return refuse('not_pending', { state: status, detail })
}

async function saidBy(tx: Transaction, { id, status }: Locked): Promise<Said> {
  const said = await tx.one(sql<
    Pick<Said, 'message' | 'metadata' | 'locale' | 'time_zone' | 'redirect_url' | 'expires_at'>
  >`
    select message, metadata, locale, time_zone, redirect_url, expires_at from invitations where id = ${id}`)
  const { roleIds, teamIds } = await givenBy(tx, id)
  return { ...said, status, role_ids: roleIds, team_ids: teamIds }
}

/** What it says and gives afterwards, if the caller could make a new invitation of that. */
async function judged(
  tx: Transaction,
  standing: Standing,
  { asked, terms, before, invitation }: { asked: Asked; terms: Terms; before: Said; invitation: Locked },
): Promise<Said | Refusal> {
  const { organization_id: organizationId, canonical_email, status } = invitation
  const after = edited(before, terms)
  const wish = givenIn(after)
  const gifts = await giftsOf(tx, organizationId, both(givenIn(before), wish))
  const granted = grant(standing, gifts, wish, pointersOf(asked))
  if (granted instanceof Refusal) return granted
  if (!mayChange(standing, gifts)) return refuse('role_not_grantable')
  const moved = status === 'expired' || after.expires_at.getTime() !== before.expires_at.getTime()
  const policies = await policiesOf(tx, organizationId)
  if (moved && !isFitToEnd(after.expires_at, policies.now)) {
    return invalid({ in: 'body', pointer: '/expiration_date', detail: unfit_expiry })
  }
  if (!domainAllowed(canonical_email, policies)) return refuse('domain_not_allowed')
  return {
    ...after,
    // What was deleted since is not given back by an edit of something else; accepting gives Member then.
    role_ids: terms.wish.roleIds === undefined ? before.role_ids : granted.roleIds.toSorted(),
    team_ids: granted.teamIds.toSorted(),
  }
}

async function write(tx: Transaction, { id }: Locked, after: Said): Promise<void> {
  await tx.run(sql`
    update invitations
    set status = 'pending', message = ${after.message}, metadata = ${JSON.stringify(after.metadata)}::jsonb, locale = ${after.locale},
      time_zone = ${after.time_zone}, redirect_url = ${after.redirect_url}, expires_at = ${after.expires_at},
      -- Nothing is mailed by an edit, be it a day later: what had expired is reminded of when it is sent anew.
      remind_at = case when status_now(status, expires_at) = 'pending' then remind_at end,
      updated_at = now(), version = version + 1
    where id = ${id} and status in ('pending', 'expired')`)
}

function givenIn({ role_ids: roleIds, team_ids: teamIds }: Said): Wish {
  return { roleIds, teamIds }
}
