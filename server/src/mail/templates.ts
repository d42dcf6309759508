/** What a mail says: its kind of letter. `deliveries.template` holds it; without one it is `invitation`, or a code. */
export const templates = [
  'invitation',
  'resent',
  'reminder',
  'revoked',
  'accepted',
  'declined',
  'renewal_requested',
  'readdress_requested',
  'seat_limit_reached',
  'webhook_disabled',
  'role_changed',
  'ownership_offered',
] as const
export type Template = (typeof templates)[number]
