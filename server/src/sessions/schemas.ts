import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const Session = named(
  'Session',
  Fields({
    id: Uuid(),
    current: Type.Boolean({ description: 'The token of this request was given in it.' }),
    user_agent: Nullable(Type.String({ description: 'What the browser calls itself.' })),
    created: Timestamp(),
    last_used: Timestamp('When somebody last came by the login server with it.'),
    expiration_date: Timestamp('When it ends if it is not used until then.'),
  }),
)
export type Session = Static<typeof Session>

export const SessionId = Fields({ session_id: Uuid() })
