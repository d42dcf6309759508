import { dataSchemaOf, type OrganizationEventType } from '../events/catalogue.ts'
import { catalogue } from '../events/catalogue.ts'
import type { EventType } from '../events/types/event-type.ts'
import { tellsActor } from '../events/told.ts'
import { Fields, named, Nullable, Timestamp, type TSchema, Type, Uuid } from '../http/schemas.ts'

/** An event as it stands in the database. */
export interface ToldEvent {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly occurred_at: Date
  readonly organization_id: string | null
  readonly actor_type: string
  readonly actor_id: string | null
  readonly subject_type: string
  readonly subject_id: string
  readonly data: Record<string, unknown>
  /** The address that an invitation went to, for endpoints that are to be told. */
  readonly email?: string | undefined
}

/**
 * The body of a webhook, as Standard Webhooks has it: the same text for the same event, however often it is sent. It names
 * neither tokens nor who answered an invitation from outside.
 */
export function webhookBody(event: ToldEvent): string {
  const { id, type, sequence, organization_id, email } = event
  return JSON.stringify({
    type,
    timestamp: event.occurred_at.toISOString(),
    data: {
      id,
      sequence,
      organization_id,
      actor: { type: event.actor_type, id: tellsActor(type) ? event.actor_id : null },
      subject: { type: event.subject_type, id: event.subject_id },
      details: event.data,
      ...(email === undefined ? {} : { email }),
    },
  })
}

/** The schema of that body, under a name as `InvitationAcceptedWebhook`. */
export function webhookSchema(type: OrganizationEventType): TSchema {
  const { description, subject }: EventType = catalogue[type]
  const ofPlatform = subject === 'webhook_endpoint'
  return named(
    webhookName(type),
    Fields(
      {
        type: Type.Literal(type),
        timestamp: Timestamp('When it happened, whenever this is sent.'),
        data: Fields({
          id: Uuid('The event; the same whenever it is sent again.'),
          sequence: Type.Integer({
            description: 'Later events of one subject have higher numbers. They may come in another order.',
          }),
          organization_id: ofPlatform ? Nullable(Uuid('Null for the endpoint of the platform.')) : Uuid(),
          actor: WebhookActor,
          subject: Fields({ type: Type.Literal(subject), id: Uuid() }),
          details: dataSchemaOf(type),
          ...(subject === 'invitation' ? { email: Type.Optional(invitedAddress) } : {}),
        }),
      },
      { description },
    ),
  )
}

/** `InvitationAcceptedWebhook` for `invitation.accepted`. */
export function webhookName(type: OrganizationEventType): string {
  const words = type.split(/[._]/)
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Webhook`
}

const WebhookActor = named(
  'WebhookActor',
  Fields({
    type: Type.Enum(['user', 'platform_client', 'system']),
    id: Nullable(
      Type.String({
        description: 'Null for this service itself, and for who did something to an invitation from outside.',
      }),
    ),
  }),
)

const invitedAddress = Type.String({
  description: 'The address that was invited, where the endpoint includes addresses.',
})
