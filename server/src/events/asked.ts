import { readMoment } from '../http/moment.ts'
import type { FieldError } from '../http/problems.ts'
import { isOrganizationEvent, organizationEventTypes } from './catalogue.ts'

/**
 * Reads from when on and before when something happened that somebody asks for. Between moments in the wrong order nothing ever did,
 * which nobody would notice as a mistake of theirs.
 *
 * @returns undefined for what was left away, or is `wrong`
 */
export function readSpan(
  asked: { occurred_after?: string | undefined; occurred_before?: string | undefined },
  where: FieldError['in'],
): { after: Date | undefined; before: Date | undefined; wrong: FieldError[] } {
  const wrong: FieldError[] = []
  const read = (name: keyof typeof asked) => {
    const text = asked[name]
    const moment = text === undefined ? undefined : readMoment(text)
    if (text !== undefined && moment === undefined) {
      wrong.push({ in: where, pointer: `/${name}`, detail: 'must be a moment that exists' })
    }
    return moment
  }
  const [after, before] = [read('occurred_after'), read('occurred_before')]
  if (after && before && before <= after) {
    wrong.push({ in: where, pointer: '/occurred_before', detail: 'must be later than occurred_after' })
  }
  return { after, before, wrong }
}

/** What is wrong with the name of a type, or of a family of them: one that no event has is a mistake, which nobody would notice before something was missing. */
export function wrongWithType(type: string): string | undefined {
  const family = type.endsWith('.*') ? type.slice(0, -1) : undefined
  const known =
    family === undefined ? isOrganizationEvent(type) : organizationEventTypes.some((each) => each.startsWith(family))
  return known ? undefined : 'must be a type of event, as invitation.accepted, or a family of them, as invitation.*'
}
