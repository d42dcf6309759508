import Type, { type Static, type TSchema } from 'typebox'

/** A UUID in its canonical form; capital letters are accepted in paths and queries and made small. */
export const Uuid = (description?: string) =>
  Type.String({
    format: 'uuid',
    pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    'x-expected': 'must be a UUID like 123e4567-e89b-12d3-a456-426614174000',
    ...(description === undefined ? {} : { description }),
  })

/** A moment in UTC with milliseconds, as `2026-11-23T10:51:39.000Z`. */
export const Timestamp = (description?: string) =>
  Type.String({ format: 'date-time', ...(description === undefined ? {} : { description }) })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A schema that stands under its own name in the OpenAPI document, and so in clients made from it. */
export function named<T extends TSchema>(title: string, schema: T): T {
  return Object.assign(schema, { title })
}

/** An object that knows its fields: any other is refused (in requests) or left out (in answers). */
export function Fields<P extends Record<string, TSchema>>(properties: P, options: { description?: string } = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

export type { Static, TSchema }
export { Type }
