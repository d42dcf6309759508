import type { Schema, Schemas } from './document.ts'

/** One field of an object, or of what is in it, as `delivery.state` or `roles[].name`. */
export interface Field {
  /** Where it is: `delivery.`, `roles[].` or nothing. */
  readonly parent: string
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

/** What a `$ref` names, or the schema itself. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? undefined : schemas[name]) ?? schema
}

/** The schema of the value where it may also be null, and whether it may. */
export function withoutNull(schema: Schema, schemas: Schemas): { schema: Schema; nullable: boolean } {
  const options = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [only] = options ?? []
  if (options === undefined || only === undefined) return { schema: resolved(schema, schemas), nullable: false }
  const nullable = options.length < (schema.anyOf?.length ?? 0)
  return { schema: options.length === 1 ? resolved(only, schemas) : { ...schema, anyOf: options }, nullable }
}

/** A schema's type in words, as `uuid or null` or `list of Member`. */
export function typeOf(given: Schema, schemas: Schemas): string {
  const { schema, nullable } = withoutNull(given, schemas)
  return nullable ? `${plainType(schema, schemas)} or null` : plainType(schema, schemas)
}

function plainType(schema: Schema, schemas: Schemas): string {
  const values = valuesOf(schema)
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.type === 'array') return schema.items === undefined ? 'list' : `list of ${typeOf(schema.items, schemas)}`
  if (schema.anyOf !== undefined) return schema.anyOf.map((option) => typeOf(option, schemas)).join(' or ')
  if (schema.title !== undefined) return schema.title
  if (schema.format === 'date-time') return 'UTC time'
  return schema.format ?? schema.type ?? 'any value'
}

/** The values that a schema lists, also where it does so as a union of single ones. */
export function valuesOf(schema: Schema): readonly unknown[] {
  if (schema.enum !== undefined) return schema.enum
  if (schema.const !== undefined) return [schema.const]
  const options = schema.anyOf?.map(valuesOf) ?? []
  return options.every((values) => values.length > 0) ? options.flat() : []
}

/** The fields of an object, or of the objects in a list, each followed by the fields inside of it. */
export function fieldsOf(given: Schema, schemas: Schemas, parent = '', seen: readonly Schema[] = []): Field[] {
  const { schema } = withoutNull(given, schemas)
  if (seen.includes(schema)) return []
  if (schema.items !== undefined) {
    return fieldsOf(schema.items, schemas, parent === '' ? '' : `${parent.slice(0, -1)}[].`, [...seen, schema])
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    {
      parent,
      name,
      type: typeOf(property, schemas),
      required: schema.required?.includes(name) === true,
      description: aboutOf(property, schemas),
    },
    ...fieldsOf(property, schemas, `${parent}${name}.`, [...seen, schema]),
  ])
}

/** What a value means and what it has to keep to, where the description does not name that limit itself. */
export function aboutOf(given: Schema, schemas: Schemas): string {
  const { schema } = withoutNull(given, schemas)
  const description = given.description ?? schema.description ?? schema.items?.description ?? ''
  const limit = schema.maxLength ?? schema.maximum
  return limit === undefined || description.includes(String(limit))
    ? description
    : `${description} ${limits(schema)}`.trim()
}

function limits({ minLength = 0, maxLength, minimum = 0, maximum = 0 }: Schema): string {
  if (maxLength === undefined) return `${minimum.toLocaleString('en')} to ${maximum.toLocaleString('en')}.`
  return `${minLength > 0 ? `${minLength} to` : 'At most'} ${maxLength.toLocaleString('en')} characters.`
}
