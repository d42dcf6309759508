import type { Operation } from './operation.ts'
import { refuse } from './problems.ts'

/** The headers that an operation understands beyond what all do, for the document; their checks are where they are read. */
export function headersFor(method: string, operation: Operation): object | undefined {
  const { conditional, idempotent } = operation
  const known = {
    ...(conditional === true ? { 'if-none-match': ifNoneMatch } : {}),
    ...(idempotent === true ? { 'idempotency-key': idempotencyKey } : {}),
    ...(takesIfMatch(method, operation) ? { 'if-match': ifMatch } : {}),
  }
  return Object.keys(known).length === 0 ? undefined : { type: 'object', properties: known }
}

/** Whether it changes one thing that is there and has a version. */
export function takesIfMatch(method: string, { versioned }: Operation): boolean {
  return versioned === true && ['PATCH', 'PUT', 'DELETE'].includes(method)
}

/** Whether a change asks for a version of what has none: passing over that would let two who change it lose a change. */
export function asksForVersionInVain(method: string, operation: Operation, ifMatch: string | undefined): boolean {
  const changes = ['PATCH', 'PUT', 'DELETE'].includes(method)
  return changes && ifMatch !== undefined && ifMatch.trim() !== '*' && operation.versioned !== true
}

/** What is said of that. */
export const hasNoVersion = refuse('precondition_failed', {
  detail: 'This has no version that could be asked for. Leave `If-Match` away, or send `*`. Nothing was changed.',
})

const ifNoneMatch = {
  type: 'string',
  description: 'The `ETag` of the answer before, to hear 304 while nothing has changed.',
}

const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[\\x21-\\x7e]+$',
  description:
    'A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused.',
}

const ifMatch = {
  type: 'string',
  description:
    'The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case.',
}
