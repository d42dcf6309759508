import { Fields, named, type Static, Timestamp, Type } from '../http/schemas.ts'

export const Application = named(
  'Application',
  Fields({
    client_id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String(), { description: 'What you allowed it to know and to do in your name.' }),
    created: Timestamp('When you first allowed it something.'),
  }),
)
export type Application = Static<typeof Application>
