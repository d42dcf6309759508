import { operation } from '../http/operation.ts'
import { Type } from '../http/schemas.ts'
import { Session, SessionId } from './schemas.ts'
import { endSession, listSessions } from './sessions.ts'

export const list = operation({
  id: 'list_sessions',
  tag: 'You',
  summary: 'List the browsers in which you are signed in',
  description: 'At the login server of this service, the one used last first.',
  scope: 'organizations:read',
  success: Type.Array(Session),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller }) => listSessions(db, caller),
})

export const end = operation({
  id: 'end_session',
  tag: 'You',
  summary: 'Sign out of one browser',
  description:
    'Ends everything that was granted in it as well: tokens of the applications that you signed in to there are refused from the next request on. Ending twice answers the same again.',
  scope: 'organizations:write',
  path: SessionId,
  success: Type.Null(),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller, path }) => endSession(db, { caller, sessionId: path.session_id }),
})
