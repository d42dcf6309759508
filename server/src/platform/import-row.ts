import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Config } from '../config.ts'
import { hasUnstorableText } from '../http/json-body.ts'
import type { Line } from '../http/lines.ts'
import type { Code } from '../http/problems.ts'
import { explain } from '../http/validation.ts'
import type { Described } from '../users/make-known.ts'
import { readDescribed } from './described.ts'
import { ImportedMember } from './schemas.ts'

/** One row of an import that says something: who becomes a member where, with which roles. */
export interface ImportRow {
  readonly line: number
  readonly organization: { readonly id: string } | { readonly externalId: string }
  readonly person: { readonly userId: string } | Described
  /** Names or ids; undefined for those that nobody chose. */
  readonly roles: readonly string[] | undefined
}

/** A row that is refused, and why. */
export interface RefusedRow {
  readonly line: number
  readonly code: Code
  readonly detail: string
  readonly pointer?: string
}

const check = new Ajv2020({ strict: false, verbose: true, validateFormats: false }).compile<ImportedMember>(
  ImportedMember,
)

/** Reads a line of an import. */
export function readRow(
  { number: line, text }: Line,
  config: Pick<Config, 'issuers' | 'publicUrl'>,
): ImportRow | RefusedRow {
  const wrong = (pointer: string, detail: string): RefusedRow => ({ line, code: 'validation_failed', pointer, detail })
  if (text === undefined)
    return { line, code: 'malformed_json', detail: 'This line is not UTF-8, or is longer than 64 kB.' }
  const row = parsed(text)
  if (row === undefined)
    return {
      line,
      code: 'malformed_json',
      detail: 'This line is not valid JSON of well-formed Unicode without U+0000. Check it and send it again.',
    }
  if (!check(row)) {
    const [error] = check.errors ?? []
    const { pointer, detail } = error === undefined ? { pointer: '', detail: 'is not valid' } : explain(error)
    return wrong(pointer, detail)
  }
  const { organization_id, external_id, user_id, issuer, subject, roles, ...more } = row
  if ((organization_id === undefined) === (external_id === undefined)) {
    return wrong('/organization_id', 'must be given, or external_id, and not both')
  }
  const organization = organization_id === undefined ? { externalId: external_id ?? '' } : { id: organization_id }
  if (user_id !== undefined) {
    const extra = [issuer, subject, ...Object.values(more)].some((value) => value !== undefined)
    return extra
      ? wrong('/user_id', 'must stand alone: a user is known already')
      : { line, organization, person: { userId: user_id }, roles }
  }
  if (issuer === undefined || subject === undefined) {
    return wrong(issuer === undefined ? '/issuer' : '/subject', 'is required where there is no user_id')
  }
  const person = readDescribed({ issuer, subject, ...more }, config)
  return 'pointer' in person ? wrong(person.pointer, person.detail) : { line, organization, person, roles }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return hasUnstorableText(value) ? undefined : value
  } catch {
    return undefined
  }
}
