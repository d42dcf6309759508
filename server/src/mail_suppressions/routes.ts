import { operation } from '../http/operation.ts'
import { Type } from '../http/schemas.ts'
import { MailSuppression, OneAddress } from './schemas.ts'
import { liftSuppressions, listSuppressions } from './suppressions.ts'

export const list = operation({
  id: 'list_mail_suppressions',
  tag: 'Operators',
  summary: 'See whether an address takes mail',
  description:
    'For operators: which mails are not sent to an address, and why. An empty list where it takes all. Only hashes of addresses are kept, so nobody can list them.',
  scope: 'organizations:read',
  query: OneAddress,
  success: Type.Array(MailSuppression),
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, query }) => listSuppressions(db, caller, query.email),
})

export const lift = operation({
  id: 'lift_mail_suppressions',
  tag: 'Operators',
  summary: 'Let an address take mail again',
  description:
    'For operators. Resend the invitations whose mail was not sent meanwhile. Lifting twice answers the same again; it is recorded, without the address.',
  scope: 'organizations:write',
  query: OneAddress,
  success: Type.Null(),
  refusals: ['operator_required', 'own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, query, requestId }) => liftSuppressions(db, { caller, email: query.email, requestId }),
})
