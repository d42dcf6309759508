import { ClientId } from '../clients/schemas.ts'
import { operation } from '../http/operation.ts'
import { Type } from '../http/schemas.ts'
import { listApplications, removeApplication } from './applications.ts'
import { Application } from './schemas.ts'

export const list = operation({
  id: 'list_my_applications',
  tag: 'You',
  summary: 'List the applications that you allowed something',
  description: 'Applications of others, the newest first. Those of this platform need no permission of yours.',
  scope: 'organizations:read',
  success: Type.Array(Application),
  refusals: ['own_application_required', 'user_context_required'],
  handle: ({ db }, { caller }) => listApplications(db, caller),
})

export const remove = operation({
  id: 'remove_my_application',
  tag: 'You',
  summary: 'Take back what you allowed an application',
  description:
    'In every browser: its tokens are refused from the next request on, and it asks you again. Taking back twice, or what was never allowed, answers the same.',
  scope: 'organizations:write',
  path: ClientId,
  success: Type.Null(),
  refusals: ['own_application_required', 'user_context_required'],
  handle: ({ db }, { caller, path, requestId }) =>
    removeApplication(db, { caller, clientId: path.client_id, requestId }),
})
