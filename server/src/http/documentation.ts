import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { details_of_lines } from './lines.ts'
import { lines_type, type Operation } from './operation.ts'
import { type Code, problems, statusOf } from './problems.ts'
import { takesIfMatch } from './request-headers.ts'
import { scopes } from './scopes.ts'

const schemes = ['OAuth2clientCredentials', 'OAuth2authorizationCode']

// What every operation can answer besides its own refusals.
const always: readonly Code[] = ['rate_limited', 'unavailable', 'internal_error']
const withToken: readonly Code[] = ['authentication_required', 'invalid_token', 'insufficient_scope']
const idempotencyCodes = ['idempotency_key_in_use', 'idempotency_key_reused', 'idempotency_answer_lost'] as const
const byCookie: readonly Code[] = ['csrf_refused']

/** What is sent to others, as the document has it, and what all of that shares. */
export interface Outgoing {
  readonly webhooks: Readonly<Record<string, object>>
  readonly components: Readonly<Record<string, object>>
}

/** Describes the API as OpenAPI 3.1 from the schemas of its operations. Must come before they are registered. */
export async function documentApi(
  app: FastifyInstance,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  outgoing: Outgoing = { webhooks: {}, components: {} },
): Promise<void> {
  const tokenUrl = `${publicUrl}/oauth/token`
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Usher',
        version: '0.1.0',
        description: 'Organization invitations and membership.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          OAuth2clientCredentials: {
            type: 'oauth2',
            flows: { clientCredentials: { tokenUrl, refreshUrl: tokenUrl, scopes } },
          },
          OAuth2authorizationCode: {
            type: 'oauth2',
            flows: {
              authorizationCode: {
                authorizationUrl: `${publicUrl}/oauth/authorize`,
                tokenUrl,
                refreshUrl: tokenUrl,
                scopes,
              },
            },
          },
        },
      },
    },
    hideUntagged: true,
    transformObject: (document) =>
      'openapiObject' in document ? finished(document.openapiObject, outgoing) : document.swaggerObject,
  })
}

/** The part of an operation's fastify schema that only the document shows. */
export function documentationOf(method: string, operation: Operation): Record<string, unknown> {
  const {
    id,
    tag,
    summary,
    description,
    scope,
    status = 200,
    conditional,
    creates,
    lines,
    success,
    alsoServes = [],
    refusals = [],
  } = operation
  const codes = [
    ...(scope === undefined ? [] : withToken),
    ...(scope === undefined || method === 'GET' ? [] : byCookie),
    ...requestCodes(method, operation),
    ...refusals,
    ...always,
  ]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(scope === undefined ? {} : { security: schemes.map((scheme) => ({ [scheme]: [scope] })) }),
    response: {
      ...Object.fromEntries(
        [status, ...(creates === true ? [201] : [])].map((each) => [
          each,
          {
            description: 'Successful Response',
            ...headersOf(method, operation),
            content: {
              [lines === true ? lines_type : 'application/json']: { schema: success },
              ...Object.fromEntries(alsoServes.map((type) => [type, { schema: { type: 'string' } }])),
            },
          },
        ]),
      ),
      ...(conditional === true ? { 304: { type: 'null', description: 'Nothing has changed.', headers: tagged } } : {}),
      ...problemAnswers(codes, lines === true ? details_of_lines : {}),
    },
  }
}

/** What stands in the head of a success, where that is more than any answer has. */
function headersOf(method: string, operation: Operation): { headers?: Node } {
  const { conditional, versioned, idempotent, query } = operation
  const headers = {
    ...(conditional === true ? tagged : {}),
    ...(versioned === true && method !== 'DELETE' ? versions : {}),
    ...(idempotent === true ? replayed : {}),
    ...(query !== undefined && 'cursor' in query.properties ? paged : {}),
    ...(query !== undefined && 'include_total' in query.properties ? counted : {}),
  }
  return Object.keys(headers).length === 0 ? {} : { headers }
}

const paged = {
  Link: {
    type: 'string',
    description: 'Where the next page is, with `rel="next"` (RFC 8288); not there on the last one.',
  },
}

const counted = {
  'X-Total-Count': { type: 'integer', description: 'How many there are on all pages, with `include_total`.' },
}

const versions = {
  ETag: { type: 'string', description: 'Its version, which moves with each change that somebody makes to it.' },
}

const replayed = {
  'Idempotent-Replayed': { type: 'string', enum: ['true'], description: 'Where this was done and answered before.' },
}

const tagged = { ETag: { type: 'string', description: 'Changes exactly when the answer does.' } }

function requestCodes(method: string, operation: Operation): Code[] {
  const { path, query, body, lines = false, idempotent = false } = operation
  const guarded = takesIfMatch(method, operation)
  const checked = idempotent || guarded || [path, query, body].some((part) => part !== undefined)
  return [
    ...(path === undefined ? [] : (['not_found'] as const)),
    ...(checked ? (['validation_failed'] as const) : []),
    ...(idempotent ? idempotencyCodes : []),
    ...(['PATCH', 'PUT', 'DELETE'].includes(method) ? (['precondition_failed'] as const) : []),
    // Of lines there may be as many as there are, and each that is wrong is told in the answer.
    ...(body === undefined || lines ? [] : (['malformed_json', 'body_too_large'] as const)),
    ...(body === undefined ? [] : (['unsupported_media_type'] as const)),
  ]
}

/** One answer per status, listing the codes that it can carry. */
function problemAnswers(codes: readonly Code[], details: Partial<Record<Code, string>>): Record<string, unknown> {
  const byStatus = Map.groupBy(new Set(codes), statusOf)
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${details[code] ?? problems[code][1]}`).join('\n\n'),
        ...(refusalHeaders[status] === undefined ? {} : { headers: refusalHeaders[status] }),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )
}

const retry = { 'Retry-After': { type: 'integer', description: 'After how many seconds to try again.' } }

const refusalHeaders: Readonly<Record<number, Node>> = {
  401: { 'WWW-Authenticate': { type: 'string', description: 'How to authenticate (RFC 6750, section 3).' } },
  429: {
    ...retry,
    RateLimit: { type: 'string', description: 'What is left of the limit that was reached, and when there is more.' },
    'RateLimit-Policy': { type: 'string', description: 'The limit that was reached.' },
  },
  503: retry,
}

const text = { type: 'string' }

/** The body of every refusal (RFC 9457). Its codes are one closed union; which an operation can give, its answers say. */
const Problem = {
  title: 'Problem',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'A page that explains the code.' },
    title: text,
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do next.' },
    code: { type: 'string', enum: Object.keys(problems) },
    request_id: text,
    state: { type: 'string', description: 'The state that stands in the way.' },
    required_scope: text,
    required_permission: text,
    organization_name: {
      type: ['string', 'null'],
      description: 'The organization that the invitation was of; said to who holds its address or its link.',
    },
    inviting_user_name: { type: ['string', 'null'], description: 'Who invited, and could be asked.' },
    renewal_requested: {
      type: 'boolean',
      description: 'Whether a new invitation in place of the expired one was asked for, and nobody has decided yet.',
    },
    masked_email: { type: 'string', description: 'The address that was invited, as far as it may be told.' },
    limit: {
      type: 'string',
      enum: ['inviter', 'organization', 'domain', 'recipient'],
      description: 'Whose mails of the day are all sent.',
    },
    tries_left: { type: 'integer', description: 'How often the code may still be tried.' },
    organizations: {
      type: 'array',
      description: 'The organizations that stand in the way.',
      items: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string', format: 'uuid' }, name: text },
      },
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'detail'],
        properties: {
          in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'A JSON pointer (RFC 6901) into that part of the request.' },
          detail: { type: 'string', description: 'What is expected there.' },
        },
      },
    },
  },
}

type Node = Record<string, unknown>

/**
 * Moves every schema that has a title to `components.schemas`, so that clients made from the document get it by name;
 * says of a body that may be left away that it may; and leaves out what only the checks of this service read.
 */
function finished<T extends object>(document: T, { webhooks, components }: Outgoing): T {
  const schemas: Node = {}
  const finish = (node: unknown, key?: string): unknown => {
    if (Array.isArray(node)) return node.map((each) => finish(each))
    if (typeof node !== 'object' || node === null) return node
    const inner: Node = Object.fromEntries(
      Object.entries(node).flatMap(([name, value]) => (name === 'x-expected' ? [] : [[name, finish(value, name)]])),
    )
    if (key === 'requestBody') return optionalBody(inner)
    const { title } = inner
    if (typeof title !== 'string' || !('properties' in inner)) return inner
    schemas[title] = inner
    return { $ref: `#/components/schemas/${title}` }
  }
  const rest = finish(document) as T & { components?: object }
  const sent = Object.keys(webhooks).length === 0 ? {} : { webhooks: finish(webhooks) }
  return { ...rest, components: { ...rest.components, ...components, schemas }, ...sent }
}

/** A body that the checks see as "this or null" is, for who sends it, a body that may be left away. */
function optionalBody(requestBody: Node): Node {
  const { content } = requestBody as { content: Record<string, { schema: { anyOf?: unknown[] } }> }
  const [choice, nothing] = content['application/json']?.schema.anyOf ?? []
  if (nothing === undefined) return requestBody
  return { ...requestBody, required: false, content: { 'application/json': { schema: choice } } }
}
