import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

type Node = Readonly<Record<string, unknown>>

type Serializer = (answer: unknown) => string

/** By schema, since each takes milliseconds to make, and the answers of most operations are alike but for one. */
const serializers = new Map<string, Serializer>()

/** Writes answers by their schemas, so that nothing leaves that a schema does not name. */
export function serializeAnswers(app: FastifyInstance): void {
  app.setSerializerCompiler(({ schema }) => serializerFor(schema as Node))
}

function serializerFor(schema: Node): Serializer {
  const text = JSON.stringify(schema)
  const serializer = serializers.get(text) ?? fastJsonStringify(withNullable(schema))
  serializers.set(text, serializer)
  return serializer
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
