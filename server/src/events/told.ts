import { sql } from '../database/sql.ts'
import type { OrganizationEventType } from './catalogue.ts'

// Those by the organization's own side, or by who was let in by it.
const by_the_organization: ReadonlySet<string> = new Set<OrganizationEventType>([
  'invitation.created',
  'invitation.edited',
  'invitation.resent',
  'invitation.revoked',
  'invitation.accepted',
  'invitation.request_approved',
  'invitation.request_refused',
])

/**
 * Whether an organization is told who did what the event in scope tells of. Who declined, looked or did anything else to an
 * invitation from outside stays somebody: two invitations must not show that one person holds both addresses.
 */
export const actorIsTold = sql`
  (not starts_with(events.type, 'invitation.') or events.type = any(${[...by_the_organization]}::text[]))`

/** The same of an event that was read. */
export function tellsActor(type: string): boolean {
  return !type.startsWith('invitation.') || by_the_organization.has(type)
}
