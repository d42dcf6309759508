import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { Refused } from './refused.ts'
import { type FieldError, refuse } from './problems.ts'

/** More entries than a person would read help nobody. */
const most_errors = 50

const parts = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const

/**
 * Checks each part of a request against its schema. Bodies are taken as they are; path and query, which are only
 * text, are first read as what their schema says (see `readTexts`). Nothing is coerced, dropped or defaulted silently.
 */
export function validateRequests(app: FastifyInstance): void {
  const compile: FastifySchemaCompiler<TextSchema> = ({ schema, httpPart }) => {
    // Nothing is asked of headers but that they are text.
    if (httpPart === 'headers') return (value: unknown) => ({ value })
    const check = checkFor(withoutRows(schema))
    const part = parts[httpPart as keyof typeof parts]
    const textual = httpPart === 'querystring' || httpPart === 'params'
    const texts = textual ? Object.entries(schema.properties ?? {}) : []
    if (textual && texts.length === 0 && schema.additionalProperties === true) return (value: unknown) => ({ value })
    return (data: Record<string, unknown>) => {
      const nul = texts.filter(([name]) => hasNul(data[name]))
      if (nul.length > 0) {
        const errors = nul.map(([name]) => ({ in: part, pointer: `/${name}`, detail: 'must not contain U+0000' }))
        return { error: new Refused(refuse('validation_failed', { errors })) }
      }
      const value = textual ? readTexts(texts, data) : data
      if (check(value)) return { value }
      return { error: new Refused(refuse('validation_failed', { errors: fieldErrors(check.errors ?? [], part) })) }
    }
  }
  app.setValidatorCompiler(compile)
}

/** By schema, since each takes milliseconds to make, and many operations ask for the same. */
const checks = new Map<string, ValidateFunction>()
const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateFormats: false })

function checkFor(schema: object): ValidateFunction {
  const text = JSON.stringify(schema)
  const check = checks.get(text) ?? ajv.compile(schema)
  checks.set(text, check)
  return check
}

/**
 * Checks one row of a body that has many, of which some may be wrong while the others count. In the body's schema the list
 * says `x-rows`, and what its rows are like is then only documented there.
 *
 * @param at where the row stands, as a JSON pointer
 */
export function rowCheck(schema: object): (row: unknown, at: string) => FieldError[] {
  const check = checkFor(schema)
  return (row, at) =>
    check(row)
      ? []
      : fieldErrors(check.errors ?? [], 'body').map((error) => ({ ...error, pointer: `${at}${error.pointer}` }))
}

function withoutRows(schema: TextSchema): TextSchema {
  const properties = Object.entries(schema.properties ?? {})
  if (!properties.some(([, property]) => property['x-rows'] === true)) return schema
  const anything = {}
  return {
    ...schema,
    properties: Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        property['x-rows'] === true ? { ...property, items: anything } : property,
      ]),
    ),
  }
}

interface TextSchema {
  additionalProperties?: boolean
  properties?: Record<string, Property>
}

interface Property {
  type?: string
  format?: string
  items?: object
  'x-rows'?: boolean
}

/** NUL cannot be stored or compared with anything stored. */
function hasNul(text: unknown): boolean {
  return typeof text === 'string' && text.includes('\0')
}

const spelled = new Map([
  ...['true', '1', 'yes', 'on', 't', 'y'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off', 'f', 'n'].map((word) => [word, false] as const),
])

/** Texts of a path or query read as their schemas' types; what cannot be read stays text, which the schema then refuses. */
function readTexts(texts: [string, Property][], data: Record<string, unknown>): Record<string, unknown> {
  const value = { ...data }
  for (const [name, property] of texts) {
    const text = data[name]
    if (typeof text === 'string') value[name] = readText(property, text)
  }
  return value
}

function readText({ type, format }: Property, text: string): unknown {
  if (type === 'boolean') return spelled.get(text.toLowerCase()) ?? text
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (format === 'uuid') return text.toLowerCase()
  return text
}

function fieldErrors(errors: readonly ErrorObject[], part: FieldError['in']): FieldError[] {
  const found = new Map<string, FieldError>()
  for (const error of errors) {
    const { pointer, detail } = explain(error)
    if (!found.has(pointer)) found.set(pointer, { in: part, pointer, detail })
    if (found.size === most_errors) break
  }
  // Of a body that may be left away, that it is there is not what is wrong with it.
  if (found.size > 1 && errors.some(({ keyword, instancePath }) => keyword === 'anyOf' && instancePath === '')) {
    found.delete('')
  }
  return [...found.values()]
}

/** One entry per field, pointing at the field itself also where the schema complains about the object around it. */
export function explain({ instancePath, keyword, params, message, parentSchema }: ErrorObject): {
  pointer: string
  detail: string
} {
  const at = (name: string) => `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  if (keyword === 'required') return { pointer: at(String(params['missingProperty'])), detail: 'is required' }
  if (keyword === 'additionalProperties')
    return { pointer: at(String(params['additionalProperty'])), detail: unknownBeside(parentSchema?.['properties']) }
  const expected: unknown = parentSchema?.['x-expected']
  if (typeof expected === 'string') return { pointer: instancePath, detail: expected }
  if (keyword === 'enum')
    return { pointer: instancePath, detail: `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}` }
  return { pointer: instancePath, detail: inWords(keyword, params) ?? message ?? 'is not valid' }
}

/** @param properties those that are known, by name */
function unknownBeside(properties: unknown): string {
  const known = Object.keys(properties ?? {})
  return known.length === 0 ? 'is not known here' : `is not known here; known are ${known.join(', ')}`
}

const types: Readonly<Record<string, string>> = {
  object: 'must be a JSON object',
  array: 'must be a list',
  string: 'must be a text',
  integer: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  null: 'must be null',
}

/** What a checker of schemas says in its own terms. */
function inWords(keyword: string, params: Record<string, unknown>): string | undefined {
  const limit = String(params['limit'])
  const many = (what: string) => `${limit} ${what}${limit === '1' ? '' : 's'}`
  switch (keyword) {
    case 'type':
      return types[String(params['type'])]
    case 'const':
      return `must be ${String(params['allowedValue'])}, or be left away`
    case 'minItems':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} entries`
    case 'maxItems':
      return `must have at most ${limit} entries`
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${many('character')}`
    case 'maxLength':
      return `must have at most ${many('character')}`
    case 'minimum':
      return `must be ${limit} or more`
    case 'maximum':
      return `must be ${limit} or less`
    default:
      return undefined
  }
}
