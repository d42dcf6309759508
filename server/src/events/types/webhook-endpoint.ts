import { Fields, Type } from '../../http/schemas.ts'
import { Change, Changed, type EventType, Nothing } from './event-type.ts'

const subject = 'webhook_endpoint'

// Where it is stays untold: a URL may hold a secret.
const decided = {
  event_types: Type.Array(Type.String(), { description: 'None: all.' }),
  includes_email: Type.Boolean(),
}

export const webhookEndpointEvents = {
  'webhook_endpoint.created': {
    description: 'Events are sent to an endpoint from now on.',
    subject,
    data: Fields(decided),
  },
  'webhook_endpoint.updated': {
    description: 'Other events are sent to an endpoint, or to another place.',
    subject,
    // Each optional: there are those that are different.
    data: Fields({
      changed: Changed,
      ...Change(
        Fields({
          event_types: Type.Optional(decided.event_types),
          includes_email: Type.Optional(decided.includes_email),
        }),
      ),
    }),
  },
  'webhook_endpoint.secret_rotated': {
    description: 'What is sent to an endpoint is signed with a new secret.',
    subject,
    data: Fields({ overlap_seconds: Type.Integer({ description: 'How long the secret before signs as well.' }) }),
  },
  'webhook_endpoint.enabled': {
    description: 'Events are sent to an endpoint again.',
    subject,
    data: Nothing,
  },
  'webhook_endpoint.disabled': {
    description: 'Nothing is sent to an endpoint any more.',
    subject,
    data: Fields({
      reason: Type.Enum(['by_hand', 'gone', 'failing'], {
        description: '`gone`: it answered that it is gone for good. `failing`: it did not answer well for days.',
      }),
    }),
  },
  'webhook_endpoint.deleted': { description: 'An endpoint was deleted.', subject, data: Nothing },
  'webhook_endpoint.tested': {
    description: 'A test. It is sent to the endpoint that it is about, whatever that wants to hear.',
    subject,
    data: Nothing,
  },
} as const satisfies Record<string, EventType>
