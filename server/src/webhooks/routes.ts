import { Answer, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { redeliver, replay, sendTest } from './anew.ts'
import { getDelivery, listDeliveries } from './deliveries.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
} from './endpoints.ts'
import {
  DeliveryState,
  NewWebhookEndpoint,
  paths,
  Replay,
  Replayed,
  WebhookDelivery,
  WebhookDeliveryInDetail,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointWithSecret,
  WebhookSecretRotation,
} from './schemas.ts'

/** The endpoints of an organization, for who may manage them there. */
export const ofOrganization = operationsOn('organization')

/** The one of the platform, which hears of all organizations, for the application. */
export const ofPlatform = operationsOn('platform')

/** The same operations on the endpoints of an organization and on the one of the platform. */
function operationsOn(whose: 'organization' | 'platform') {
  const path = paths[whose]
  const ids = whose === 'organization' ? 'webhook_' : 'platform_webhook_'
  const base = { tag: 'Webhooks', scope: whose === 'organization' ? 'webhooks:manage' : 'platform' } as const
  const refusals = whose === 'organization' ? (['permission_denied'] as const) : (['platform_client_required'] as const)
  const whoseEndpoints = whose === 'organization' ? 'the organization' : 'the platform'
  const one = whose === 'organization' ? 'a webhook endpoint' : 'the webhook endpoint of the platform'
  const placeOf = (names: object) => ({
    organizationId:
      'organization_id' in names && typeof names.organization_id === 'string' ? names.organization_id : null,
  })

  return {
    list: operation({
      ...base,
      id: `list_${ids}endpoints`,
      summary: `List the webhook endpoints of ${whoseEndpoints}`,
      description: whose === 'organization' ? 'Oldest first.' : 'One, or none.',
      path: path.all,
      query: Fields(PageQuery),
      success: Type.Array(WebhookEndpoint),
      refusals,
      handle: (usher, incoming) =>
        answerPage(usher, incoming, (page) =>
          listEndpoints(usher.db, { caller: incoming.caller, ...placeOf(incoming.path) }, page),
        ),
    }),

    create: operation({
      ...base,
      id: `create_${ids}endpoint`,
      summary: `Send events of ${whose === 'organization' ? 'an organization' : 'all organizations'} somewhere`,
      description: `By Standard Webhooks, signed with the secret that is shown this once. ${whose === 'organization' ? 'Twenty endpoints at most. Whoever manages them hears of all events, whatever else they may read.' : 'One endpoint at most.'}`,
      idempotent: true,
      versioned: true,
      path: path.all,
      body: NewWebhookEndpoint,
      status: 201,
      success: WebhookEndpointWithSecret,
      refusals: [...refusals, 'too_many_endpoints'],
      async handle({ db, config }, { caller, path: names, body, requestId }) {
        const place = placeOf(names)
        const made = await createEndpoint(db, config, { caller, ...place, requestId, asked: body })
        if (made instanceof Refusal) return made
        const { organizationId } = place
        const within = organizationId === null ? '/platform' : `/organizations/${organizationId}`
        const location = `${config.publicUrl}${within}/webhook-endpoints/${made.endpoint.id}`
        return withVersion(made.endpoint, made.version, { location })
      },
    }),

    get: operation({
      ...base,
      id: `get_${ids}endpoint`,
      summary: `Get ${one}`,
      versioned: true,
      path: path.endpoint,
      success: WebhookEndpoint,
      refusals,
      async handle({ db }, { caller, path: names }) {
        const found = await getEndpoint(db, { caller, ...placeOf(names) }, names.endpoint_id)
        return found instanceof Refusal ? found : withVersion(found, found.version)
      },
    }),

    change: operation({
      ...base,
      id: `change_${ids}endpoint`,
      summary: `Change, enable or disable ${one}`,
      versioned: true,
      path: path.endpoint,
      body: WebhookEndpointChange,
      success: WebhookEndpoint,
      refusals,
      async handle({ db, config }, { caller, path: names, body, ifMatch, requestId }) {
        const act = { caller, ...placeOf(names), requestId, id: names.endpoint_id }
        const changed = await changeEndpoint(db, config, { ...act, asked: body, ifMatch })
        return changed instanceof Refusal ? changed : withVersion(changed, changed.version)
      },
    }),

    remove: operation({
      ...base,
      id: `delete_${ids}endpoint`,
      summary: `Delete ${one}`,
      description: 'What waits for it is cancelled, and its deliveries go with it.',
      versioned: true,
      path: path.endpoint,
      success: Type.Null(),
      refusals,
      handle: ({ db }, { caller, path: names, ifMatch, requestId }) =>
        deleteEndpoint(db, { caller, ...placeOf(names), requestId, id: names.endpoint_id, ifMatch }),
    }),

    rotate: operation({
      ...base,
      id: `rotate_${ids}secret`,
      summary: `Give ${one} a new secret`,
      description: 'Shown once. The secret before signs as well for a day, unless `overlap_seconds` says otherwise.',
      idempotent: true,
      path: path.endpoint,
      body: WebhookSecretRotation,
      bodyOptional: true,
      success: WebhookEndpointWithSecret,
      refusals,
      handle: ({ db, config }, { caller, path: names, body, requestId }) =>
        rotateSecret(db, config, {
          caller,
          ...placeOf(names),
          requestId,
          id: names.endpoint_id,
          overlapSeconds: body?.overlap_seconds,
        }),
    }),

    test: operation({
      ...base,
      id: `test_${ids}endpoint`,
      summary: `Send a test to ${one}`,
      description:
        'An event `webhook_endpoint.tested`, sent there whatever it wants to hear. Once in ten seconds; what it answers is not shown.',
      idempotent: true,
      path: path.endpoint,
      status: 201,
      success: WebhookDeliveryInDetail,
      refusals: [...refusals, 'endpoint_disabled', 'rate_limited'],
      async handle({ db, config }, { caller, path: names, requestId }) {
        const place = placeOf(names)
        const sent = await sendTest(db, { caller, ...place, requestId, endpointId: names.endpoint_id })
        if (sent instanceof Refusal) return sent
        const { organizationId } = place
        const within = organizationId === null ? '/platform' : `/organizations/${organizationId}`
        const location = `${config.publicUrl}${within}/webhook-endpoints/${names.endpoint_id}/deliveries/${sent.id}`
        return new Answer(sent, { location })
      },
    }),

    replay: operation({
      ...base,
      id: `replay_${ids}events`,
      summary: `Send the events of a time to ${one} again`,
      description:
        'Also those that it was never sent, since it was disabled or not there. Twenty a second, so that it is not overrun; 5,000 events at most.',
      idempotent: true,
      path: path.endpoint,
      body: Replay,
      success: Replayed,
      refusals: [...refusals, 'endpoint_disabled'],
      handle: ({ db }, { caller, path: names, body, requestId }) =>
        replay(db, { caller, ...placeOf(names), requestId, endpointId: names.endpoint_id, asked: body }),
    }),

    listDeliveries: operation({
      ...base,
      id: `list_${ids}deliveries`,
      summary: `List what was and is sent to ${one}`,
      description: 'That of the newest event first.',
      path: path.endpoint,
      query: Fields({
        ...PageQuery,
        state: Type.Optional(DeliveryState),
        type: Type.Optional(
          Type.String({
            maxLength: 100,
            pattern: '^[a-z_]+\\.([a-z_]+|\\*)$',
            description: 'Only events of this type, as `invitation.accepted`, or of a family, as `invitation.*`.',
            'x-expected': 'must be a type of event like invitation.accepted or invitation.*',
          }),
        ),
      }),
      success: Type.Array(WebhookDelivery),
      refusals,
      handle: (usher, incoming) => {
        const { caller, path: names, query } = incoming
        const filter = { state: query.state, type: query.type }
        return answerPage(usher, incoming, (page) =>
          listDeliveries(usher.db, { caller, ...placeOf(names) }, names.endpoint_id, filter, page),
        )
      },
    }),

    getDelivery: operation({
      ...base,
      id: `get_${ids}delivery`,
      summary: `Get one delivery to ${one}`,
      description: 'With what is sent, and what came of each attempt.',
      path: path.delivery,
      success: WebhookDeliveryInDetail,
      refusals,
      handle: ({ db }, { caller, path: names }) =>
        getDelivery(db, { caller, ...placeOf(names) }, names.endpoint_id, names.delivery_id),
    }),

    redeliver: operation({
      ...base,
      id: `redeliver_${ids}delivery`,
      summary: `Send one delivery to ${one} again`,
      description:
        'With the same `webhook-id`. One that waits is sent now. A test once in ten seconds, like a new one.',
      idempotent: true,
      path: path.delivery,
      success: WebhookDeliveryInDetail,
      refusals: [...refusals, 'endpoint_disabled', 'rate_limited'],
      handle: ({ db }, { caller, path: names, requestId }) =>
        redeliver(db, {
          caller,
          ...placeOf(names),
          requestId,
          endpointId: names.endpoint_id,
          id: names.delivery_id,
        }),
    }),
  }
}
