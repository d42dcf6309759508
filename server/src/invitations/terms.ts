import type { Config } from '../config.ts'
import { readMoment } from '../http/moment.ts'
import { invalid, Refusal } from '../http/problems.ts'
import { readText } from '../http/text.ts'
import { isTimeZone, unknown_zone } from '../http/time-zone.ts'
import type { Wish } from '../roles/gifts.ts'

/** What an invitation says and gives, as it is asked for. */
export interface Asked {
  readonly role_id?: string
  readonly role_ids?: readonly string[]
  readonly team_ids?: readonly string[]
  readonly message?: string | null
  readonly metadata?: Record<string, unknown>
  readonly locale?: string | null
  readonly time_zone?: string | null
  readonly redirect_url?: string | null
  readonly expiration_date?: string
}

/** What an invitation says and gives, read. What was not asked for is undefined, so that an edit leaves it as it is. */
export interface Terms {
  readonly wish: { readonly roleIds: readonly string[] | undefined; readonly teamIds: readonly string[] | undefined }
  readonly message: string | null | undefined
  readonly metadata: string | undefined
  readonly locale: string | null | undefined
  readonly timeZone: string | null | undefined
  readonly redirectUrl: string | null | undefined
  readonly expiresAt: Date | undefined
}

const longest_metadata_bytes = 8 * 1024

/** @param at where in the body they stand, as a JSON pointer */
export function readTerms(asked: Asked, config: Pick<Config, 'redirectUrls'>, at = ''): Terms | Refusal {
  const wrong = (field: string, detail: string) => invalid({ in: 'body', pointer: `${at}/${field}`, detail })
  if (asked.role_id !== undefined && asked.role_ids !== undefined) {
    return wrong('role_id', 'must be left away where role_ids is given')
  }
  const message = asked.message == null ? asked.message : readText(asked.message, `${at}/message`)
  if (message instanceof Refusal) return message
  const metadata = asked.metadata === undefined ? undefined : JSON.stringify(asked.metadata)
  if (metadata !== undefined && Buffer.byteLength(metadata) > longest_metadata_bytes) {
    return wrong('metadata', 'must be at most 8 kB as JSON')
  }
  if (hasKeyOfPrototypes(asked.metadata)) {
    return wrong('metadata', 'must not have keys named __proto__, constructor or prototype')
  }
  const redirectUrl = asked.redirect_url == null ? asked.redirect_url : readRedirectUrl(asked.redirect_url, config)
  if (asked.redirect_url != null && redirectUrl === undefined) {
    return wrong('redirect_url', 'must be an address that USHER_REDIRECT_URLS allows; ask the operator of this service')
  }
  if (asked.time_zone != null && !isTimeZone(asked.time_zone)) return wrong('time_zone', unknown_zone)
  const expiresAt = asked.expiration_date === undefined ? undefined : readMoment(asked.expiration_date)
  if (asked.expiration_date !== undefined && expiresAt === undefined) {
    return wrong('expiration_date', 'must be a moment that exists')
  }
  return {
    wish: { roleIds: asked.role_id === undefined ? asked.role_ids : [asked.role_id], teamIds: asked.team_ids },
    message: message === '' ? null : message,
    metadata,
    locale: asked.locale,
    timeZone: asked.time_zone,
    redirectUrl,
    expiresAt,
  }
}

/** What a new invitation gives: nothing asked for means Member and no team. */
export function wishOf({ wish }: Terms): Wish {
  return { roleIds: wish.roleIds ?? [], teamIds: wish.teamIds ?? [] }
}

/** Merging such keys into an object is how prototypes are polluted; who reads metadata should not have to think of it. */
function hasKeyOfPrototypes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, inner]) =>
      (!Array.isArray(value) && ['__proto__', 'constructor', 'prototype'].includes(key)) || hasKeyOfPrototypes(inner),
  )
}

/** The address as it is kept; undefined where nobody may be sent there. */
function readRedirectUrl(text: string, { redirectUrls }: Pick<Config, 'redirectUrls'>): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = url.username === '' && url.password === '' && ['https:', 'http:'].includes(url.protocol)
  const allowed =
    redirectUrls === 'loopback'
      ? ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
      : redirectUrls.map((each) => new URL(each)).some((base) => url.origin === base.origin && isBelow(url, base))
  return plain && allowed ? url.href : undefined
}

function isBelow({ pathname }: URL, { pathname: base }: URL): boolean {
  return pathname === base || pathname.startsWith(base.endsWith('/') ? base : `${base}/`)
}

const shortest_ms = 60_000
const longest_ms = 366 * 86_400_000

/**
 * Whether an invitation can end then: in a minute at the soonest, in a year at the latest, by the database's clock.
 * Undefined stands for the organization's default, which fits.
 */
export function isFitToEnd(moment: Date | undefined, now: Date): boolean {
  if (moment === undefined) return true
  const until_ms = moment.getTime() - now.getTime()
  return until_ms >= shortest_ms && until_ms <= longest_ms
}

/** What is said of any other moment. */
export const unfit_expiry = 'must be between one minute and one year from now'
