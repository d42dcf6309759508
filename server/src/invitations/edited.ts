import { isDeepStrictEqual } from 'node:util'
import type { Status } from './invitation.ts'
import type { Terms } from './terms.ts'

/** All that an edit can change, as it is stored; lists are sorted. */
export interface Said {
  readonly status: Status
  readonly role_ids: readonly string[]
  readonly team_ids: readonly string[]
  readonly message: string | null
  readonly metadata: unknown
  readonly locale: string | null
  readonly time_zone: string | null
  readonly redirect_url: string | null
  readonly expires_at: Date
}

/** What an invitation says with what is asked for in place of what was said before. */
export function edited(before: Said, terms: Terms): Said {
  return {
    status: 'pending',
    role_ids: terms.wish.roleIds ?? before.role_ids,
    team_ids: terms.wish.teamIds ?? before.team_ids,
    message: terms.message === undefined ? before.message : terms.message,
    metadata: terms.metadata === undefined ? before.metadata : (JSON.parse(terms.metadata) as unknown),
    locale: terms.locale === undefined ? before.locale : terms.locale,
    time_zone: terms.timeZone === undefined ? before.time_zone : terms.timeZone,
    redirect_url: terms.redirectUrl === undefined ? before.redirect_url : terms.redirectUrl,
    expires_at: terms.expiresAt ?? before.expires_at,
  }
}

/** What an edit changes, as its event tells it. */
export interface Changes {
  /** The names of the fields. */
  readonly changed: readonly string[]
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

const fields = {
  status: ({ status }: Partial<Said>) => status,
  role_ids: ({ role_ids }: Partial<Said>) => role_ids,
  team_ids: ({ team_ids }: Partial<Said>) => team_ids,
  locale: ({ locale }: Partial<Said>) => locale,
  time_zone: ({ time_zone }: Partial<Said>) => time_zone,
  expiration_date: ({ expires_at }: Partial<Said>) => expires_at?.toISOString(),
  message: ({ message }: Partial<Said>) => message,
  metadata: ({ metadata }: Partial<Said>) => metadata,
  redirect_url: ({ redirect_url }: Partial<Said>) => redirect_url,
} as const satisfies Record<string, (said: Partial<Said>) => unknown>

type Field = keyof typeof fields

// Somebody's words and addresses stay out of events, which are never changed; of these an event tells only that they were.
const untold: ReadonlySet<string> = new Set<Field>(['message', 'metadata', 'redirect_url'])

/** What is different afterwards, of all or of a part that both name; undefined for nothing. */
export function changesBetween(before: Partial<Said>, after: Partial<Said>): Changes | undefined {
  const changed = Object.entries(fields).filter(([, read]) => !isDeepStrictEqual(read(before), read(after)))
  if (changed.length === 0) return undefined
  const told = changed.filter(([name]) => !untold.has(name))
  return {
    changed: changed.map(([name]) => name),
    before: Object.fromEntries(told.map(([name, read]) => [name, read(before)])),
    after: Object.fromEntries(told.map(([name, read]) => [name, read(after)])),
  }
}
