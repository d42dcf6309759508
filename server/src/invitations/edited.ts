import { isDeepStrictEqual } from 'node:util'
import type { EventData } from '../events/catalogue.ts'
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
type Changes = Pick<EventData<'invitation.edited'>, 'changed' | 'before' | 'after'>

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

/** What is different afterwards, of all or of a part that both name; undefined for nothing. */
export function changesBetween(before: Partial<Said>, after: Partial<Said>): Changes | undefined {
  const changed = Object.entries(fields).flatMap(([name, read]) =>
    isDeepStrictEqual(read(before), read(after)) ? [] : [name],
  )
  return changed.length === 0 ? undefined : { changed, before: told(before, changed), after: told(after, changed) }
}

// Somebody's words and addresses stay out of events, which are never changed; of these an event tells only that they were.
function told(
  { status, role_ids, team_ids, locale, expires_at }: Partial<Said>,
  changed: readonly string[],
): Changes['before'] {
  const has = (name: keyof typeof fields) => changed.includes(name)
  return {
    ...(has('status') && status !== undefined ? { status } : {}),
    ...(has('role_ids') && role_ids !== undefined ? { role_ids } : {}),
    ...(has('team_ids') && team_ids !== undefined ? { team_ids } : {}),
    ...(has('locale') && locale !== undefined ? { locale } : {}),
    ...(has('expiration_date') && expires_at !== undefined ? { expiration_date: expires_at.toISOString() } : {}),
  }
}
