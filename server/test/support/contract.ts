import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>>
  components: { schemas: Record<string, object> }
  webhooks: Record<string, { post: { requestBody: { content: { 'application/json': { schema: object } } } } }>
}

/** The OpenAPI document as it is checked in: what the tests hold every answer against. */
export const openapi = JSON.parse(readFileSync(join(import.meta.dirname, '../../../openapi.json'), 'utf8')) as Document

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(closed({ $id: 'openapi', components: openapi.components }))
const checks = new Map<string, ValidateFunction>()

/** Answers that may come before an operation is even looked at, and so are documented nowhere. */
const everywhere = new Set([400, 404, 405, 406, 413, 414, 415, 431, 500, 503])

/**
 * Fails unless the document describes this answer: its path, method, status, content type and every field of its body.
 * Requests to paths outside the API are passed over.
 */
export function expectDocumented(
  method: string,
  path: string,
  answer: { status: number; type: string; body: unknown },
): void {
  const template = Object.keys(openapi.paths).find((each) => matches(each, path.split('?')[0] ?? ''))
  if (template === undefined || answer.status === 204 || answer.status === 304) return
  const place = `${method} ${template} ${answer.status}`
  const documented = openapi.paths[template]?.[method.toLowerCase()]?.responses[answer.status]
  if (documented === undefined) {
    if (everywhere.has(answer.status) || method === 'HEAD' || method === 'OPTIONS') return
    throw new Error(`${place} is not in the OpenAPI document`)
  }
  if (method === 'HEAD') return
  const schema = documented.content?.[answer.type]?.schema
  if (schema === undefined) throw new Error(`${place}: ${answer.type} is not in the OpenAPI document`)
  const check = checkFor(`${place} ${answer.type}`, schema)
  if (!check(answer.body))
    throw new Error(`${place} differs from the OpenAPI document: ${ajv.errorsText(check.errors)}`)
}

/** In what a webhook differs from the document; undefined where it is as described. */
export function webhookMismatch(type: string, body: unknown): string | undefined {
  const documented = openapi.webhooks[type]
  if (documented === undefined) return 'is not in the OpenAPI document'
  const check = checkFor(`webhook ${type}`, documented.post.requestBody.content['application/json'].schema)
  return check(body) ? undefined : ajv.errorsText(check.errors)
}

function checkFor(place: string, schema: object): ValidateFunction {
  const known = checks.get(place)
  if (known !== undefined) return known
  const check = ajv.compile(
    closed(JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'openapi#/components')) as object),
  )
  checks.set(place, check)
  return check
}

/** The same schema with every object closed, so that a field that nobody documented fails. */
function closed<T>(node: T): T {
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map(closed) as T
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  return ('properties' in inner && inner['type'] === 'object' ? { ...inner, additionalProperties: false } : inner) as T
}

function matches(template: string, path: string): boolean {
  const parts = path.split('/')
  const expected = template.split('/')
  return (
    parts.length === expected.length && expected.every((part, index) => part.startsWith('{') || part === parts[index])
  )
}
