import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const type = 'application/json'

/**
 * Sends an answer with its tag (RFC 9110, section 8.8.3), or 304 without a body to whoever names that tag in
 * `If-None-Match`. The tag is made from what is sent, so it changes exactly when that does.
 */
export function sendUnlessKnown(request: FastifyRequest, reply: FastifyReply, body: unknown): FastifyReply {
  const serialize = reply.getSerializationFunction('200', type) ?? JSON.stringify
  const text = serialize(body)
  const etag = `"${hash('sha256', text, 'base64url').slice(0, 22)}"`
  const known = request.headers['if-none-match']
  void reply.header('etag', etag)
  return known !== undefined && names(known, etag) ? reply.code(304).send() : reply.type(type).send(text)
}

/** Compared weakly (RFC 9110, section 13.1.2), since what compresses answers on the way marks their tags as weak. */
function names(known: string, etag: string): boolean {
  return known === etag || known.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()))
}
