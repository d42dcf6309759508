import { readMoment } from '../http/moment.ts'
import type { FieldError } from '../http/problems.ts'
import { isOrganizationEvent, organizationEventTypes } from './catalogue.ts'

/** When what somebody asks for happened: from `after` on, and before `before`. */
export interface Span {
  readonly after: Date | undefined
  readonly before: Date | undefined
}

/** Reads a span of time; between moments in the wrong order nothing ever happened, which nobody would notice as a mistake of theirs. */
export function readSpan(
  { occurred_after, occurred_before }: { occurred_after?: string | undefined; occurred_before?: string | undefined },
  where: FieldError['in'],
): Span & { readonly wrong: FieldError[] } {
  const after = occurred_after === undefined ? undefined : readMoment(occurred_after)
  const before = occurred_before === undefined ? undefined : readMoment(occurred_before)
  const at = (name: string, detail: string) => ({ in: where, pointer: `/${name}`, detail })
  const wrong = [
    ...(occurred_after !== undefined && after === undefined
      ? [at('occurred_after', 'must be a moment that exists')]
      : []),
    ...(occurred_before !== undefined && before === undefined
      ? [at('occurred_before', 'must be a moment that exists')]
      : []),
    ...(after && before && before <= after ? [at('occurred_before', 'must be later than occurred_after')] : []),
  ]
  return { after, before, wrong }
}

/** What is wrong with the name of a type, or of a family of them: one that no event has is a mistake, which nobody would notice before something was missing. */
export function wrongWithType(type: string): string | undefined {
  const family = type.endsWith('.*') ? type.slice(0, -1) : undefined
  const known =
    family === undefined ? isOrganizationEvent(type) : organizationEventTypes.some((each) => each.startsWith(family))
  return known ? undefined : 'must be a type of event, as invitation.accepted, or a family of them, as invitation.*'
}
