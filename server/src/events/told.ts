import { sql } from '../database/sql.ts'

// Those by the organization's own side, or by who was let in by it.
const by_the_organization = [
  'created',
  'edited',
  'resent',
  'revoked',
  'accepted',
  'request_approved',
  'request_refused',
].map((verb) => `invitation.${verb}`)

/**
 * Whether an organization is told who did what the event in scope tells of. Who declined, looked or did anything else to an
 * invitation from outside stays somebody: two invitations must not show that one person holds both addresses.
 */
export const actorIsTold = sql`
  (not starts_with(events.type, 'invitation.') or events.type = any(${by_the_organization}::text[]))`
