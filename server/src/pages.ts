import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Usher } from './usher.ts'
import { answers } from './database/answers.ts'
import { problemsPage, referencePage } from './docs/reference.ts'
import { refuseOtherMethods } from './http/methods.ts'
import { problemBody, refuse } from './http/problems.ts'
import { allScopes } from './http/scopes.ts'
import { holdToTls } from './http/transport-security.ts'
import { mailboxPage } from './mail/mailbox-page.ts'
import { mailboxMessages as messagesOf } from './mail/mailbox.ts'

/** A page, or anything else that is not an operation of the API. */
export type Page = (usher: Usher, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Pages by method and path. */
export type Pages = Readonly<Record<string, Page>>

// No scripts at all; frames only for the mails of the mailbox, which are sandboxed.
const content_policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function servePages(server: FastifyInstance, pages: Pages, usher: Usher): void {
  void server.register(async (scope) => {
    holdToTls(scope, usher.config.publicUrl)
    for (const [place, page] of Object.entries(pages)) {
      const [method = '', url = ''] = place.split(' ')
      scope.route({ method, url, schema: { hide: true }, handler: (request, reply) => page(usher, request, reply) })
    }
    const urls = Object.keys(pages).map((place) => place.split(' ')[1] ?? '')
    refuseOtherMethods(scope, new Map(urls.map((url) => [url, ['GET', 'HEAD']])))
  })
}

export const home: Page = async (_, __, reply) => reply.redirect('/console/', 302)

/** The process runs. Says nothing about what it depends on, so that a database that is down restarts nobody. */
export const livez: Page = async (_, __, reply) => reply.send({ status: 'ok' })

/** Requests may be sent here: the database answers, no issuer is configured wrong, nobody told the process to stop. */
export const readyz: Page = async (usher, request, reply) => {
  const reasons = await reasonsAgainst(usher)
  return reply.code(reasons.length === 0 ? 200 : 503).send({
    status: reasons.length === 0 ? 'ok' : 'unavailable',
    ...(reasons.length === 0 ? {} : { reasons }),
    request_id: request.id,
  })
}

async function reasonsAgainst({ db, issuers, stopping }: Usher): Promise<string[]> {
  return [
    ...(stopping.aborted ? ['This process is stopping.'] : []),
    ...((await answers(db)) ? [] : ['The database does not answer.']),
    ...issuers.wrong.map(({ issuer, reason }) => `The issuer ${issuer} cannot be used: ${reason}.`),
  ]
}

export const openapi: Page = async (_, request, reply) =>
  reply.header('cache-control', 'public, max-age=60').send(request.server.swagger())

/** Tells clients which authorization server to ask for a token (RFC 9728). */
export const protectedResource: Page = async ({ config }, _, reply) =>
  reply.send({
    resource: config.audience,
    authorization_servers: [
      config.publicUrl,
      ...config.issuers.flatMap(({ issuer, audience }) => (audience.length === 0 ? [] : issuer)),
    ],
    scopes_supported: allScopes,
    bearer_methods_supported: ['header'],
    resource_documentation: `${config.publicUrl}/docs`,
  })

export const docs: Page = async (_, request, reply) => html(reply, referencePage(request.server.swagger()))

export const problems: Page = async (_, __, reply) => html(reply, problemsPage())

/** The development mailbox, with one of its mails open. Where mail really leaves, there is none. */
export const mailbox: Page = async (usher, request, reply) => {
  if (usher.config.mail.kind !== 'mailbox') return absent(usher, request, reply)
  const { message_id: id } = request.params as { message_id?: string }
  const to = recipientOf(request)
  const messages = await messagesOf(usher.db, to)
  const opened = messages.find((message) => message.id === id)
  if (id !== undefined && opened === undefined) return absent(usher, request, reply)
  return html(reply, mailboxPage({ messages, opened, to }, usher.config.publicUrl))
}

export const mailboxMessages: Page = async (usher, request, reply) => {
  if (usher.config.mail.kind !== 'mailbox') return absent(usher, request, reply)
  return reply.send(await messagesOf(usher.db, recipientOf(request)))
}

function recipientOf(request: FastifyRequest): string | undefined {
  const { to } = request.query as { to?: unknown }
  return typeof to === 'string' ? to.replaceAll('\0', '') : undefined
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header('content-security-policy', content_policy)
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(page)
}

function absent({ config }: Usher, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = problemBody(refuse('not_found'), request.id, config.publicUrl)
  return reply.code(404).type('application/problem+json').serializer(JSON.stringify).send(body)
}
