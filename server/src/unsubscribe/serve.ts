import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ownNetwork } from '../http/client-address.ts'
import { tooMany } from '../http/limits.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { Refused } from '../http/refused.ts'
import { holdToTls } from '../http/transport-security.ts'
import { sendPage } from '../issuer/frame.ts'
import { languageFor } from '../messages/messages.ts'
import type { Usher } from '../usher.ts'
import { askPage, donePage, nowherePage } from './pages.ts'
import { invitationOf, unsubscribe_path } from './token.ts'
import { recipientOf, unsubscribe } from './unsubscribe.ts'

const largest_body_bytes = 10_000

/**
 * Serves the page that ends reminders. GET shows a button and changes nothing, whoever opens it; POST does it, by that button
 * or by a mail program on its own, which sends one of two kinds of form without session or origin (RFC 8058).
 */
export function serveUnsubscribe(server: FastifyInstance, usher: Pick<Usher, 'config' | 'db' | 'requestLimits'>): void {
  void server.register(async (scope) => {
    holdToTls(scope, usher.config.publicUrl)
    scope.removeAllContentTypeParsers()
    // Whatever is sent: that it is sent to this address says all.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: largest_body_bytes }, (_request, _body, done) =>
      done(null, undefined),
    )
    for (const method of ['GET', 'POST'] as const) {
      scope.route({
        method,
        url: unsubscribe_path,
        schema: { hide: true },
        handler: (request, reply) => answer(usher, request, reply),
      })
    }
    refuseOtherMethods(scope, new Map([[unsubscribe_path, ['GET', 'HEAD', 'POST']]]))
  })
}

async function answer(
  { config, db, requestLimits }: Pick<Usher, 'config' | 'db' | 'requestLimits'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const language = languageFor(request.headers['accept-language'], undefined)
  const { token } = request.query as { token?: unknown }
  const invitationId = typeof token === 'string' ? invitationOf(config, token) : undefined
  const does = request.method === 'POST' ? unsubscribe : recipientOf
  const address = invitationId === undefined ? undefined : await does(db, invitationId)
  if (address === undefined) {
    // Whoever has a link that leads somewhere is not counted: one click is all that they do.
    const refusal = tooMany(requestLimits.ofNetwork(ownNetwork(request)))
    if (refusal !== undefined) throw new Refused(refusal)
    return sendPage(reply, language, nowherePage(language), { status: 404 })
  }
  if (request.method === 'POST') return sendPage(reply, language, donePage(language, address), { status: 200 })
  return sendPage(reply, language, askPage(language, `${unsubscribe_path}?token=${String(token)}`, address), {
    status: 200,
  })
}
