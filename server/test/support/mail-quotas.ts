import { Refusal } from '../../src/http/problems.ts'
import { invite } from '../../src/invitations/invite.ts'
import { limitsFrom } from '../../src/limit-settings.ts'
import { sql } from '../../src/database/sql.ts'
import type { Actor, Company, Invited } from './cast.ts'
import type { TestUsher } from './usher.ts'

/** Lets a day pass for what is counted in a day, and for what waits for the next one. */
export async function nextDay({ db }: TestUsher): Promise<void> {
  await db.run(sql`delete from mail_quotas where day < (now() at time zone 'UTC')::date`)
  await db.run(sql`update mail_quotas set day = day - 2`)
  await db.run(sql`update deliveries set due_at = due_at - interval '1 day' where state = 'queued' and not counted`)
}

const unlimited = limitsFrom({ read: () => undefined, problem: () => undefined }, { development: true })

/**
 * Invites, as a batch does that is larger than what is left of the day: the mails are queued and not counted yet.
 *
 * @param options.due whether they are due at once
 */
export async function queueUncounted(
  { db, running, issuer }: TestUsher,
  inviter: Actor,
  company: Company,
  emails: readonly string[],
  { due = true }: { due?: boolean } = {},
): Promise<Invited[]> {
  const { subject } = inviter
  const caller = {
    issuer: issuer.issuer,
    subject,
    clientId: undefined,
    machine: false,
    issuedAt: new Date(),
    scopes: undefined,
  }
  const invitations: Invited[] = []
  for (const email of emails) {
    const what = {
      caller,
      organizationId: company.id,
      invitingUserId: undefined,
      invitation: { email },
      requestId: 'batch',
    }
    const uncounted = {
      ...db,
      transaction: <T>(work: Parameters<typeof db.transaction<T>>[0]) =>
        db.transaction(async (tx) => {
          const outcome = await work(tx)
          await tx.run(sql`
            update deliveries set counted = false, due_at = now() + make_interval(hours => ${due ? 0 : 1})
            from invitations
            where invitations.id = invitation_id and email = ${email} and deliveries.organization_id = ${company.id}`)
          return outcome
        }),
    }
    const invitation = await invite(uncounted, { ...running.config, limits: unlimited }, what)
    if (invitation instanceof Refusal) throw new Error(`expected an invitation, got ${invitation.code}`)
    invitations.push(invitation)
  }
  return invitations
}
