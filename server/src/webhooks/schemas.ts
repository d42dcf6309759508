import { Moment } from '../http/moment.ts'
import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

const EventTypes = (description: string) =>
  Type.Array(
    Type.String({
      maxLength: 100,
      pattern: '^[a-z_]+\\.([a-z_]+|\\*)$',
      'x-expected': 'must be a type of event like invitation.accepted or invitation.*',
    }),
    { maxItems: 100, uniqueItems: true, description },
  )

const Url = () =>
  Type.String({
    minLength: 1,
    maxLength: 2_000,
    description:
      'Where events are sent: https, at a host of the public internet, on port 443 or one from 1024 on. Without user, password and fragment.',
  })
const Description = () => Nullable(Type.String({ maxLength: 500, description: 'Your own words for it.' }))
const chosen_types =
  'Which events are sent: types as `invitation.accepted`, families as `invitation.*`. None: all, also those that come to be later.'
const includes_email_description =
  'Whether what is sent about an invitation holds the address that was invited. Whoever makes or changes an endpoint that does also needs the permission `invitations:read`. Default false.'

const fields = {
  id: Uuid(),
  organization_id: Nullable(Uuid('Null for the endpoint of the platform.')),
  url: Type.String(),
  description: Nullable(Type.String()),
  event_types: Type.Array(Type.String(), { description: chosen_types }),
  includes_email: Type.Boolean({ description: includes_email_description }),
  state: Type.Enum(['enabled', 'disabled'], { description: 'Nothing is sent while it is disabled.' }),
  disabled_reason: Nullable(
    Type.Enum(['by_hand', 'gone', 'failing'], {
      description:
        '`gone`: it answered 410. `failing`: for three days it answered no attempt well. Null while it is enabled.',
    }),
  ),
  failing_since: Nullable(Timestamp('The first of the attempts that failed since one succeeded.')),
  created: Timestamp(),
  updated: Timestamp(),
}

export const WebhookEndpoint = named('WebhookEndpoint', Fields(fields))
export type WebhookEndpoint = Static<typeof WebhookEndpoint>

export const WebhookEndpointWithSecret = named(
  'WebhookEndpointWithSecret',
  Fields({
    ...fields,
    secret: Type.String({
      description: 'What is sent is signed with it, by Standard Webhooks. Shown this once; it cannot be read again.',
    }),
  }),
)
export type WebhookEndpointWithSecret = Static<typeof WebhookEndpointWithSecret>

export const NewWebhookEndpoint = named(
  'NewWebhookEndpoint',
  Fields({
    url: Url(),
    description: Type.Optional(Description()),
    event_types: Type.Optional(EventTypes(chosen_types)),
    includes_email: Type.Optional(Type.Boolean({ description: includes_email_description })),
  }),
)
export type NewWebhookEndpoint = Static<typeof NewWebhookEndpoint>

export const WebhookEndpointChange = named(
  'WebhookEndpointChange',
  Fields({
    url: Type.Optional(Url()),
    description: Type.Optional(Description()),
    event_types: Type.Optional(EventTypes(chosen_types)),
    includes_email: Type.Optional(Type.Boolean({ description: includes_email_description })),
    state: Type.Optional(
      Type.Enum(['enabled', 'disabled'], {
        description:
          'Disabled, what waits for it is cancelled within seconds, and nothing is queued until it is enabled; what was not cancelled by then is sent. What it missed can be replayed.',
      }),
    ),
  }),
)
export type WebhookEndpointChange = Static<typeof WebhookEndpointChange>

/** The longest that the secret before signs as well. */
export const longest_overlap_seconds = 86_400

export const WebhookSecretRotation = named(
  'WebhookSecretRotation',
  Fields({
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: longest_overlap_seconds,
        description:
          'How long the secret before signs as well: a day at most, and that is the default. With 0 it ends at once, as it should where it has leaked.',
      }),
    ),
  }),
)

const delivery_states = ['queued', 'sending', 'delivered', 'failed', 'cancelled'] as const
export const DeliveryState = Type.Enum([...delivery_states])
export type DeliveryState = (typeof delivery_states)[number]

const attempt = {
  number: Type.Integer({ description: 'From 1. Attempts that were cut off are not among them.' }),
  ended: Timestamp(),
  duration_ms: Type.Integer(),
  state: Type.String({ description: 'What became of the delivery by it; `queued` is to be tried again.' }),
  detail: Type.String(),
  response_status: Nullable(Type.Integer({ description: 'The status that was answered.' })),
}

const delivery = {
  id: Uuid(),
  event_id: Uuid('The event; `webhook-id` is this with `evt_` before it.'),
  event_type: Type.String(),
  sequence: Type.Integer({ description: 'That of the event.' }),
  state: Type.Enum([...delivery_states], {
    description:
      '`queued` waits, `sending` is under way, `delivered` was answered with 2xx, `failed` was tried as often as it is, `cancelled` lost its endpoint before.',
  }),
  detail: Nullable(Type.String({ description: 'What came of the last attempt, or why there is none.' })),
  attempts: Type.Integer(),
  next_attempt: Nullable(Timestamp('Null where none is to come.')),
  delivered: Nullable(Timestamp()),
  created: Timestamp(),
}

export const WebhookDelivery = named(
  'WebhookDelivery',
  Fields({ ...delivery, last_attempt: Nullable(Fields(attempt)) }),
)
export type WebhookDelivery = Static<typeof WebhookDelivery>

export const WebhookDeliveryInDetail = named(
  'WebhookDeliveryInDetail',
  Fields({
    ...delivery,
    request_body: Type.String({
      description:
        'What is sent, to the letter; without the invited address for who may not read invitations. Headers and signature are new each time.',
    }),
    attempt_log: Type.Array(
      Fields({
        ...attempt,
        response: Nullable(Type.String({ description: 'The beginning of what was answered. Never that of a test.' })),
      }),
      { description: 'Oldest first.' },
    ),
  }),
)
export type WebhookDeliveryInDetail = Static<typeof WebhookDeliveryInDetail>

/** How many events one replay may be about. */
export const most_replayed = 5_000

export const Replay = named(
  'WebhookReplay',
  Fields({
    occurred_after: Moment('Events from then on.'),
    occurred_before: Type.Optional(Moment('Events before that. Default: now.')),
    event_types: Type.Optional(EventTypes('Only these. Default: those that the endpoint is sent.')),
    only_failed: Type.Optional(
      Type.Boolean({
        description:
          'Leave out what was delivered before, as far as that is still known: deliveries are kept for 30 days, unless the operator says otherwise. What happened before that is sent again. Default false.',
      }),
    ),
  }),
)
export type Replay = Static<typeof Replay>

export const Replayed = named(
  'WebhookReplayed',
  Fields({
    queued: Type.Integer({ description: 'How many are sent, for the first time or again.' }),
    seconds: Type.Integer({ description: 'Over how many seconds they are spread.' }),
  }),
)
export type Replayed = Static<typeof Replayed>

const OrganizationId = { organization_id: Uuid('ID of the organization.') }
const EndpointId = { endpoint_id: Uuid('ID of the webhook endpoint.') }
const DeliveryId = { delivery_id: Uuid('ID of the delivery.') }

/** What stands in the paths: of an organization's endpoints, and of the platform's. */
export const paths = {
  organization: {
    all: Fields(OrganizationId),
    endpoint: Fields({ ...OrganizationId, ...EndpointId }),
    delivery: Fields({ ...OrganizationId, ...EndpointId, ...DeliveryId }),
  },
  platform: {
    all: Fields({}),
    endpoint: Fields(EndpointId),
    delivery: Fields({ ...EndpointId, ...DeliveryId }),
  },
} as const
