import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

type Node = Readonly<Record<string, unknown>>

/** Writes answers by their schemas, so that nothing leaves that a schema does not name. */
export function serializeAnswers(app: FastifyInstance): void {
  app.setSerializerCompiler(({ schema }) => fastJsonStringify(withNullable(schema as Node)))
}

/**
 * The schema with `nullable: true` for every "this or null". The serializer would validate a value against each of
 * several schemas to find the one to write it by; for null it need not.
 */
function withNullable(schema: Node): Node {
  const [choice, otherwise, ...more] = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as Node[]) : []
  if (choice !== undefined && otherwise?.['type'] === 'null' && more.length === 0) {
    const { anyOf: _, ...rest } = schema
    return { ...rest, ...withNullable(choice), nullable: true }
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inner(value)]))
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inner)
  return typeof value === 'object' && value !== null ? withNullable(value as Node) : value
}
