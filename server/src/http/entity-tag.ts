import { hash } from 'node:crypto'
import { Answer } from './operation.ts'

/** Changes exactly when the answer does (RFC 9110, section 8.8.3). */
export function entityTag(value: unknown): string {
  return `"${hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22)}"`
}

/**
 * The answer with its tag, or 304 without a body where whoever asks has just this one already.
 *
 * @param known what `If-None-Match` says
 */
export function unlessKnown<Body>(body: Body, known: string | undefined): Answer<Body> {
  const etag = entityTag(body)
  return new Answer(body, { etag }, known !== undefined && names(known, etag) ? 304 : 200)
}

/** Compared weakly (RFC 9110, section 13.1.2), since what compresses answers on the way marks their tags as weak. */
function names(known: string, etag: string): boolean {
  return known === etag || known.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()))
}
