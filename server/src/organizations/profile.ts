import { type FieldError, invalid, Refusal } from '../http/problems.ts'
import { readName, readPictureUrl, readText } from '../http/text.ts'
import { readDomain } from '../users/address.ts'
import type { OrganizationRow } from './organization.ts'
import type { OrganizationChange } from './schemas.ts'

/** What can be changed of an organization, as it is stored. */
export type Profile = Pick<
  OrganizationRow,
  | 'name'
  | 'slug'
  | 'description'
  | 'logo_url'
  | 'seat_limit'
  | 'seat_policy'
  | 'allowed_domains'
  | 'blocked_domains'
  | 'departed_inviter'
  | 'default_expiry_seconds'
>

/** Reads what is asked for; what was not is undefined there. */
export function readProfile(asked: OrganizationChange): Partial<Profile> | Refusal {
  const { policies = {} } = asked
  const found: { [Field in keyof Profile]?: Profile[Field] | Refusal | undefined } = {
    name: asked.name === undefined ? undefined : readName(asked.name, '/name'),
    slug: asked.slug,
    description: asked.description == null ? asked.description : readText(asked.description, '/description'),
    logo_url: asked.logo_url == null ? asked.logo_url : readPictureUrl(asked.logo_url, '/logo_url'),
    seat_limit: asked.seat_limit,
    seat_policy: policies.seat_policy,
    allowed_domains: readDomains(policies.allowed_domains, '/policies/allowed_domains'),
    blocked_domains: readDomains(policies.blocked_domains, '/policies/blocked_domains'),
    departed_inviter: policies.departed_inviter,
    default_expiry_seconds: policies.default_expiry_seconds,
  }
  if (found.description === '') found.description = null
  const wrong = Object.values(found).flatMap((value) =>
    value instanceof Refusal ? (value.particulars.errors ?? []) : [],
  )
  if (wrong.length > 0) return invalid(...wrong)
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** Domains in their ASCII form, each once, in the order of the alphabet. */
function readDomains(texts: readonly string[] | undefined, pointer: string): string[] | Refusal | undefined {
  if (texts === undefined) return undefined
  const domains = texts.map(readDomain)
  const wrong = domains.flatMap((domain, index): FieldError[] =>
    domain === undefined
      ? [{ in: 'body', pointer: `${pointer}/${index}`, detail: 'must be one domain like example.com' }]
      : [],
  )
  if (wrong.length > 0) return invalid(...wrong)
  return [...new Set(domains.filter((domain) => domain !== undefined))].toSorted()
}
