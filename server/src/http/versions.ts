import { sql, type Statement } from '../database/sql.ts'
import { Answer } from './operation.ts'
import { invalid, type Refusal, refuse } from './problems.ts'

/** What `If-Match` asks for (RFC 9110, section 13.1.1): one of these versions, or any. */
export type IfMatch = '*' | readonly string[]

/** Something with the version that it has; the answer names that in its `ETag` alone. */
export type Versioned<T> = T & { readonly version: number }

/** A success about one thing, with its version as `ETag`. A version moves with what somebody changes, never with a count. */
export function withVersion<Body>(
  body: Body,
  version: number,
  headers: Readonly<Record<string, string>> = {},
): Answer<Body> {
  return new Answer(body, { ...headers, etag: `"${version}"` })
}

/**
 * Why a change is not made to a thing of this version; undefined where it may be. Asked under the lock of the thing, or else the
 * statement that makes the change has to ask for the version as well.
 */
export function versionMismatch(version: number, ifMatch: IfMatch | undefined): Refusal | undefined {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch.includes(String(version))) return undefined
  return refuse('precondition_failed')
}

/** The same as a condition of the statement that makes the change, for a version in scope. */
export function versionMatches(version: Statement<never>, ifMatch: IfMatch | undefined): Statement<never> {
  return ifMatch === undefined || ifMatch === '*' ? sql`true` : sql`${version}::text = any(${ifMatch}::text[])`
}

/**
 * Reads `If-Match`. A tag that something on the way marked as weak, as what compresses answers does, names the same version.
 *
 * @returns undefined where it was not sent
 */
export function readIfMatch(header: string | undefined): IfMatch | Refusal | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return '*'
  const tags = header.split(',').map((tag) => /^\s*(?:W\/)?"([\x21\x23-\x7e]*)"\s*$/.exec(tag)?.[1])
  const versions = tags.filter((tag) => tag !== undefined)
  return versions.length === tags.length ? versions : malformed
}

const malformed = invalid({
  in: 'header',
  pointer: '/if-match',
  detail: 'must be an ETag that was answered before, with its quotes, or several with commas between them, or *',
})
