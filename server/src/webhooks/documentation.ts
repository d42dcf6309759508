import { catalogue, organizationEventTypes } from '../events/catalogue.ts'
import type { Outgoing } from '../http/documentation.ts'
import { webhookSchema } from './payload.ts'

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` })

/** What is sent to endpoints, one for each type of events, as the OpenAPI document has it under `webhooks`. */
const webhooks = Object.fromEntries(
  organizationEventTypes.map((type) => [
    type,
    {
      post: {
        tags: ['Webhooks'],
        summary: catalogue[type].description,
        parameters: ['WebhookId', 'WebhookTimestamp', 'WebhookSignature'].map(parameter),
        requestBody: { required: true, content: { 'application/json': { schema: webhookSchema(type) } } },
        responses: {
          '2XX': { $ref: '#/components/responses/WebhookTaken' },
          410: { $ref: '#/components/responses/WebhookGone' },
        },
      },
    },
  ]),
)

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

/** What all webhooks share, for the document's `components`. */
const components = {
  parameters: {
    WebhookId: header(
      'webhook-id',
      '`evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left.',
    ),
    WebhookTimestamp: header('webhook-timestamp', 'When this attempt was sent, in seconds since 1970.'),
    WebhookSignature: header(
      'webhook-signature',
      'Signatures with the endpoint’s secrets, by the Standard Webhooks specification.',
    ),
  },
  responses: {
    WebhookTaken: { description: 'It was taken. After any other answer, or none, it is sent again later.' },
    WebhookGone: { description: 'The endpoint is gone for good: it is disabled.' },
  },
}

/** All that the OpenAPI document says of webhooks. */
export const outgoing: Outgoing = { webhooks, components }
