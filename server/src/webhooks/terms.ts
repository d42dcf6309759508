import { isOrganizationEvent, organizationEventTypes } from '../events/catalogue.ts'
import { type FieldError, invalid, Refusal } from '../http/problems.ts'
import { readText } from '../http/text.ts'
import type { NewWebhookEndpoint, WebhookEndpointChange } from './schemas.ts'
import { type UrlRules, wrongWithUrl } from './url.ts'

/** What somebody decides about an endpoint. */
export interface Terms {
  readonly url: string
  readonly description: string | null
  readonly event_types: readonly string[]
  readonly includes_email: boolean
}

/** Reads what was asked for; what was left away stays as it is. */
export function readTerms(
  asked: NewWebhookEndpoint | WebhookEndpointChange,
  before: Omit<Terms, 'url'> & { readonly url: string | undefined },
  rules: UrlRules,
): Terms | Refusal {
  const wrong = asked.url === undefined ? undefined : wrongWithUrl(asked.url, rules)
  const errors: FieldError[] = [
    ...(wrong === undefined ? [] : [{ in: 'body' as const, pointer: '/url', detail: wrong }]),
    ...unknownTypes(asked.event_types ?? []),
  ]
  if (errors.length > 0) return invalid(...errors)
  const description =
    asked.description === undefined ? (before.description ?? '') : readText(asked.description ?? '', '/description')
  if (description instanceof Refusal) return description
  return {
    url: asked.url === undefined ? (before.url ?? '') : new URL(asked.url).href,
    description: description === '' ? null : description,
    event_types: asked.event_types ?? before.event_types,
    includes_email: asked.includes_email ?? before.includes_email,
  }
}

/** Types that no event has are mistakes, which nobody would notice before something was missing. */
export function unknownTypes(types: readonly string[]): FieldError[] {
  return types.flatMap((type, at) => {
    const family = type.endsWith('.*') ? type.slice(0, -1) : undefined
    const known =
      family === undefined ? isOrganizationEvent(type) : organizationEventTypes.some((each) => each.startsWith(family))
    const detail = 'must be a type of event, as invitation.accepted, or a family of them, as invitation.*'
    return known ? [] : [{ in: 'body' as const, pointer: `/event_types/${at}`, detail }]
  })
}
