import type { Schema, Schemas } from './document.ts'
import { valuesOf, withoutNull } from './schema.ts'

// What reads better than "string". By name, since a name means the same wherever it appears.
const known: Readonly<Record<string, unknown>> = {
  email: 'grace@example.com',
  masked_email: 'g•••@e•••.com',
  name: 'Analytical Engines',
  organization_name: 'Analytical Engines',
  inviting_user_name: 'Ada Lovelace',
  slug: 'analytical-engines',
  description: 'Engines that weave algebraic patterns.',
  logo_url: 'https://example.com/logo.png',
  organization_logo_url: 'https://example.com/logo.png',
  avatar_url: 'https://example.com/ada.png',
  inviting_user_avatar_url: 'https://example.com/ada.png',
  message: 'Welcome! See you on Monday.',
  reason: 'I have no time for it now.',
  detail: '250 2.0.0 accepted',
  permissions: ['members:read', 'invitations:manage'],
  member_count: 12,
  organization_member_count: 12,
  seat_limit: 50,
  overlap_seconds: 3600,
  roles: 'Member',
}

// The same name, but inside something of its own.
const knownIn: Readonly<Record<string, unknown>> = {
  'roles.name': 'Member',
  'Role.name': 'Member',
  'Role.description': 'Belongs to the organization.',
  'Member.name': 'Grace Hopper',
  'ServiceAccount.name': 'Nightly import',
  'ServiceAccountWithKey.name': 'Nightly import',
  'NewServiceAccount.name': 'Nightly import',
  'ServiceAccount.email': 'nightly-import@machines.example.com',
  'ServiceAccountWithKey.email': 'nightly-import@machines.example.com',
}

const times: Readonly<Record<string, string>> = {
  expiration_date: '2026-11-30T10:51:39.000Z',
  created: '2026-11-23T10:51:39.000Z',
}

/** A value that fits the schema: the one that it gives itself, a telling one by its name, or one by its type. */
export function exampleOf(given: Schema, schemas: Schemas, name = '', parent = ''): unknown {
  const { schema } = withoutNull(given, schemas)
  const own = [...(schema.examples ?? []), ...valuesOf(schema)][0]
  if (own !== undefined) return own
  if (schema.type === 'array') return arrayOf(schema, schemas, name, parent)
  if (schema.type === 'object' || schema.properties !== undefined) return objectOf(schema, schemas, name)
  if (schema.anyOf?.[0] !== undefined) return exampleOf(schema.anyOf[0], schemas, name, parent)
  if (schema.type === 'null') return null
  if (schema.format === 'uuid') return uuidFor(name === 'id' ? parent : name)
  if (schema.format === 'date-time') return times[name] ?? '2026-11-24T08:00:00.000Z'
  const telling = knownIn[`${parent}.${name}`] ?? known[name]
  if (typeof telling === (schema.type === 'integer' ? 'number' : schema.type)) return telling
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return true
  return name === '' ? 'text' : `<${name}>`
}

/** All examples that a schema gives itself, or one that fits it. */
export function examplesOf(given: Schema, schemas: Schemas): readonly unknown[] {
  return withoutNull(given, schemas).schema.examples ?? [exampleOf(given, schemas)]
}

/** An example of a body with only what it has to have. */
export function smallestOf(given: Schema, schemas: Schemas): unknown {
  const { schema } = withoutNull(given, schemas)
  const required = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name))
  return exampleOf({ ...schema, properties: Object.fromEntries(required) }, schemas)
}

function arrayOf({ items }: Schema, schemas: Schemas, name: string, parent: string): unknown[] {
  const telling = known[name]
  if (Array.isArray(telling)) return telling
  return items === undefined ? [] : [exampleOf(items, schemas, name, parent)]
}

function objectOf({ title, properties = {} }: Schema, schemas: Schemas, name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => [field, exampleOf(schema, schemas, field, title ?? name)]),
  )
}

/** The same for the same name, so that ids which belong together look so. */
function uuidFor(name: string): string {
  const kind = name
    .replace(/^.*(?=[A-Z])/, '')
    .toLowerCase()
    .replace(/_ids?$|s$/, '')
  const hash = [...kind].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261)
  const hex = (hash >>> 0).toString(16).padStart(8, '0')
  return `${hex}-6c2b-4b7e-9d43-${hex.slice(4)}5a1d${hex.slice(0, 4)}`
}
