import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const EventActor = Fields({
  type: Type.Enum(['user', 'platform_client', 'system']),
  id: Nullable(
    Type.String({
      description: 'Null for this service itself, and for who did something to an invitation from outside.',
    }),
  ),
  name: Nullable(Type.String({ description: 'As it is now; null once erased.' })),
})

/** What happened once; nothing changes it afterwards. */
export const OrganizationEvent = named(
  'Event',
  Fields({
    id: Uuid(),
    type: Type.String({ description: 'As `invitation.accepted`; the types of webhooks are all that there are.' }),
    sequence: Type.Integer({ description: 'Later events of one subject have higher numbers.' }),
    occurred: Timestamp(),
    organization_id: Uuid(),
    actor: EventActor,
    subject: Fields({ type: Type.String(), id: Type.String() }),
    request_id: Nullable(
      Type.String({
        description: 'The `X-Request-Id` of the request that did it; null where no one is told of as its actor.',
      }),
    ),
    data: Type.Record(Type.String(), Type.Unknown(), {
      description:
        'What docs/EVENTS.md says of the type: ids and states, what was and what became; never an address or a secret.',
    }),
  }),
)
export type OrganizationEvent = Static<typeof OrganizationEvent>
