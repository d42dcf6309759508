import { lines_type } from '../http/operation.ts'

/** The part of an OpenAPI 3.1 document that the reference reads. */
export interface Document {
  readonly info?: { readonly title?: string; readonly version?: string; readonly description?: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly webhooks?: Readonly<Record<string, { readonly post?: OperationObject }>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly securitySchemes?: Readonly<Record<string, { readonly flows?: Readonly<Record<string, Flow>> }>>
  }
}

interface Flow {
  readonly tokenUrl?: string
  readonly scopes?: Readonly<Record<string, string>>
}

interface OperationObject {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly examples?: Examples }>>

type Examples = Readonly<Record<string, { readonly value?: unknown }>>

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

/** A JSON Schema, as far as the schemas of this service go. */
export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly type?: string
  readonly format?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

export type Schemas = Readonly<Record<string, Schema>>

/** One operation with its place. */
export interface Entry {
  readonly id: string
  readonly tag: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly scope: string | undefined
  readonly parameters: readonly Parameter[]
  /** Its examples are those that the document gives beside the schema, if any. */
  readonly body:
    | { readonly schema: Schema; readonly required: boolean; readonly examples: readonly unknown[] }
    | undefined
  /** Whether body and answer are lines, each of their schema. */
  readonly lines: boolean
  /** No schema where the answer is the JSON value `null`. */
  readonly success: { readonly status: string; readonly schema: Schema | undefined }
  readonly refusals: readonly Refused[]
}

/** A code that an operation may refuse with, and what it says of it. */
interface Refused {
  readonly code: string
  readonly detail: string
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch'])

/** The operations in the document's order, by tag in the order of the tags' first operations. */
export function entriesByTag({ paths = {} }: Document): Map<string, Entry[]> {
  const entries = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      methods.has(method) ? [entry(path, method, operation)] : [],
    ),
  )
  return Map.groupBy(entries, ({ tag }) => tag)
}

function entry(path: string, method: string, operation: OperationObject): Entry {
  const { operationId, tags = [], summary, description = '', parameters = [], requestBody, responses = {} } = operation
  const answers = Object.entries(responses)
  const [status, answer] = answers.find(([status]) => status.startsWith('2')) ?? ['200', {}]
  const lines = requestBody?.content?.[lines_type] !== undefined
  const type = lines ? lines_type : 'application/json'
  const { schema: body, examples = {} } = requestBody?.content?.[type] ?? {}
  return {
    id: operationId ?? `${method}${path.replaceAll(/\W+/g, '-')}`,
    tag: tags[0] ?? 'Other',
    method: method.toUpperCase(),
    path,
    summary: summary ?? `${method.toUpperCase()} ${path}`,
    description,
    scope: operation.security?.flatMap((requirement) => Object.values(requirement).flat())[0],
    parameters: parameters.toSorted((a, b) => place(a, path) - place(b, path)),
    body: body && {
      schema: body,
      required: requestBody?.required === true && !isNullable(body),
      examples: Object.values(examples).map(({ value }) => value),
    },
    lines,
    success: { status, schema: answer.content?.[type]?.schema },
    refusals: answers.flatMap(([, { description, content }]) =>
      content?.['application/problem+json'] === undefined ? [] : refusedIn(description),
    ),
  }
}

/** Those of the path in its order, then what the query has to have, then the rest. */
function place({ name, in: where, required }: Parameter, path: string): number {
  if (where === 'path') return path.indexOf(`{${name}}`)
  return path.length + (required === true ? 0 : 1)
}

/** The description of an answer has a paragraph for each code that it can carry. */
function refusedIn(description = ''): Refused[] {
  return [...description.matchAll(/^`(\w+)`: (.*)$/gm)].map(([, code = '', detail = '']) => ({ code, detail }))
}

function isNullable({ anyOf = [] }: Schema): boolean {
  return anyOf.some(({ type }) => type === 'null')
}
