import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

const longest_form = 10_000

/** Makes a scope of the server read forms, and nothing else. */
export function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: longest_form },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  )
}

/** A field of the form that was sent, or an empty text. */
export function field({ body }: FastifyRequest, name: string): string {
  return body instanceof URLSearchParams ? (body.get(name) ?? '').replaceAll('\0', '') : ''
}

/** What a form of this interaction carries and no other page can know, since it is made with a key. */
export function formToken({ cookieKeys: [key] }: Pick<Config, 'cookieKeys'>, uid: string): string {
  return createHmac('sha256', key.reveal()).update(`form\0${uid}`).digest('base64url')
}

/** Whether a form was sent from our own page of this interaction. */
export function isOurs(
  request: FastifyRequest,
  config: Pick<Config, 'cookieKeys' | 'publicUrl'>,
  uid: string,
): boolean {
  const { origin } = request.headers
  if (origin !== undefined && origin !== config.publicUrl) return false
  const sent = Buffer.from(field(request, 'form'))
  return config.cookieKeys.some((key) => {
    const expected = Buffer.from(formToken({ cookieKeys: [key] }, uid))
    return sent.length === expected.length && timingSafeEqual(sent, expected)
  })
}
