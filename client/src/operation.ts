import type { paths } from './generated.ts'

export type Method = 'get' | 'post' | 'patch' | 'delete'

/** The operation behind a method and a path of `openapi.json`. */
type Operation<M extends Method, P extends Path<M>> = paths[P][M & keyof paths[P]]

/** The paths that have a method. */
export type Path<M extends Method> = {
  [P in keyof paths]: M extends keyof paths[P] ? (paths[P][M] extends { responses: unknown } ? P : never) : never
}[keyof paths]

type Parameters<O, In extends 'path' | 'query'> = O extends { parameters: Record<In, infer Values> } ? Values : never

/** What an operation takes in its query string. */
export type Query<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { parameters: { query?: infer Values } } ? Exclude<Values, undefined> : never

/** What an operation answers when it succeeds. */
export type Answer<M extends Method, P extends Path<M>> =
  Operation<M, P> extends { responses: infer Responses }
    ? Responses[keyof Responses & (200 | 201)] extends { content: { 'application/json': infer Value } }
      ? Value
      : never
    : never

/** The items of an operation that answers a list. */
export type Item<P extends Path<'get'>> = Answer<'get', P> extends readonly (infer I)[] ? I : never

/** What has to be said to call an operation: a part that it does not have is left away, one that it needs is not. */
export type Input<M extends Method, P extends Path<M>> = PathInput<Operation<M, P>> &
  QueryInput<Operation<M, P>> &
  BodyInput<Operation<M, P>>

type PathInput<O> = [Parameters<O, 'path'>] extends [never] ? { path?: never } : { path: Parameters<O, 'path'> }

type QueryInput<O> = [Parameters<O, 'query'>] extends [never]
  ? O extends { parameters: { query?: infer Values } }
    ? { query?: Values }
    : { query?: never }
  : { query: Parameters<O, 'query'> }

type BodyInput<O> = O extends { requestBody: { content: { 'application/json': infer Value } } }
  ? { body: Value }
  : O extends { requestBody?: { content: { 'application/json': infer Value } } }
    ? { body?: Value | undefined }
    : { body?: never }
