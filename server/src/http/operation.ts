import type { Static, TObject, TSchema } from 'typebox'
import type { Usher } from '../usher.ts'
import type { Caller } from '../tokens/caller.ts'
import type { IfMatch } from './versions.ts'
import type { Code, Refusal } from './problems.ts'
import type { Scope } from './scopes.ts'

/** What a handler is given: the parts of a request, each checked against its schema. */
export interface Incoming<Path, Query, Body> {
  readonly path: Path
  readonly query: Query
  readonly body: Body
  readonly requestId: string
  /** That of the operation, or HEAD where it is GET. */
  readonly method: string
  /** The URL as it was requested, without origin: what a `Link` to the next page is made from. */
  readonly url: string
  readonly header: (name: string) => string | undefined
  /** What the caller read, where the operation is `versioned`: see `versionMismatch`. */
  readonly ifMatch: IfMatch | undefined
  /** From where it comes, for limits; undefined where that cannot be told: see `ownNetwork`. */
  readonly network: () => string | undefined
}

/** A success that needs more than a body. */
export class Answer<Body> {
  readonly body: Body
  readonly headers: Readonly<Record<string, string>>
  readonly status: number | undefined
  constructor(body: Body, headers: Readonly<Record<string, string>>, status?: number) {
    this.body = body
    this.headers = headers
    this.status = status
  }
}

/** A success that may be long: JSON, sent piece by piece as it is read. A fault in the middle breaks the connection. */
export class Streamed {
  readonly pieces: AsyncIterable<string>
  readonly headers: Readonly<Record<string, string>>
  constructor(pieces: AsyncIterable<string>, headers: Readonly<Record<string, string>>) {
    this.pieces = pieces
    this.headers = headers
  }
}

/** What a handler answers. */
export type Outcome<Success> = Success | Answer<Success> | Streamed | Refusal

interface Description<P extends TObject, Q extends TObject, B extends TSchema, S extends TSchema> {
  /** The name of the operation in the OpenAPI document and in clients made from it. */
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly path?: P
  readonly query?: Q
  readonly body?: B
  /** Whether the body may be left away. */
  readonly bodyOptional?: boolean
  /** Whether it answers 304 to who has the newest answer already; see `sendUnlessKnown`. */
  readonly conditional?: boolean
  /** Whether it is about one thing that has a version: answers carry that as `ETag`, and changes take `If-Match`. */
  readonly versioned?: boolean
  /** The status of success. Default 200. */
  readonly status?: 200 | 201
  readonly success: S
  /** What it may refuse beyond what every operation can. */
  readonly refusals?: readonly Code[]
}

/** One operation of the API as it is registered: all that the sitemap in `routes.ts` needs to know. */
export interface Operation extends Description<TObject, TObject, TSchema, TSchema> {
  readonly scope: Scope | undefined
  readonly idempotent?: boolean
  readonly handle: (
    usher: Usher,
    incoming: Incoming<never, never, never> & { readonly caller: Caller },
  ) => Promise<Outcome<unknown>>
}

type Empty = TObject<Record<never, never>>

/** An operation for whoever holds an access token with `scope`. The handler learns who that is as `caller`. */
export function operation<
  S extends TSchema,
  P extends TObject = Empty,
  Q extends TObject = Empty,
  B extends TSchema = TSchema,
>(
  description: Description<P, Q, B, S> & {
    readonly scope: Scope
    /** Whether it creates or sends, and so takes an `Idempotency-Key`; see `onlyOnce`. */
    readonly idempotent?: boolean
    readonly handle: (
      usher: Usher,
      incoming: Incoming<Static<P>, Static<Q>, Static<B>> & { readonly caller: Caller },
    ) => Promise<Outcome<Static<S>>>
  },
): Operation {
  return description
}

/** An operation that needs no token. */
export function openOperation<
  S extends TSchema,
  P extends TObject = Empty,
  Q extends TObject = Empty,
  B extends TSchema = TSchema,
>(
  description: Description<P, Q, B, S> & {
    readonly handle: (usher: Usher, incoming: Incoming<Static<P>, Static<Q>, Static<B>>) => Promise<Outcome<Static<S>>>
  },
): Operation {
  return { ...description, scope: undefined }
}
