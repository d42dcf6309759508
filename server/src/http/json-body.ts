import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from './refused.ts'
import { refuse } from './problems.ts'

/** Bodies beyond this are refused before they are read. Operations that take more say so. */
export const body_limit_bytes = 64 * 1024

// A byte order mark stays in the text, where it is no JSON (RFC 8259, section 8.1).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Takes JSON in UTF-8 and nothing else. An empty body is no body, whatever its content type says: existing clients
 * send `Content-Type: application/json` on POST and DELETE without one.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (body.length === 0) return undefined
    if (!isJsonInUtf8(request.headers['content-type'])) throw new Refused(refuse('unsupported_media_type'))
    return parse(body)
  })
}

function isJsonInUtf8(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  return type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')
}

function parse(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(utf8.decode(body))
    // `__proto__` stays an ordinary key here, so that the schema refuses it by name like any unknown field.
    if (!hasUnstorableText(value)) return value
  } catch {
    throw new Refused(refuse('malformed_json'))
  }
  throw new Refused(
    refuse('validation_failed', {
      errors: [{ in: 'body', pointer: '', detail: 'Text must be well-formed Unicode without U+0000.' }],
    }),
  )
}

/** Half of a surrogate pair, or NUL: neither can be stored. `JSON.stringify` escapes just those of them that are there. */
export function hasUnstorableText(value: unknown): boolean {
  return /(?<!\\)(?:\\\\)*\\u(?:d[89ab]|d[c-f]|0000)/i.test(JSON.stringify(value))
}
