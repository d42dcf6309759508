import { wrongWithType } from '../events/asked.ts'
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

/** What is wrong with the types that an endpoint is to be told of. */
export function unknownTypes(types: readonly string[]): FieldError[] {
  return types.flatMap((type, at) => {
    const detail = wrongWithType(type)
    return detail === undefined ? [] : [{ in: 'body' as const, pointer: `/event_types/${at}`, detail }]
  })
}
