import type { Mail } from '../frame.ts'
import type { Look } from '../look.ts'
import { name } from '../plain.ts'
import { button, fine, paragraph, write } from '../write.ts'
import { inSubject, listed, moment } from './words.ts'

/** Tells owners that somebody could not join. Who that is they are not told. */
export function seatLimitReachedMail(look: Look, facts: { readonly seatLimit: number; readonly link: string }): Mail {
  const { seat_limit_reached: say } = look.language.say
  const what = say.what({ limit: facts.seatLimit })
  return write(look, 'seat_limit_reached', {
    ...titled(look, say.subject),
    preview: what,
    parts: [paragraph(what), paragraph(say.next), button(say.button, facts.link)],
    fine: [],
  })
}

export interface WebhookDisabledFacts {
  /** Of the endpoint's URL; the rest of it may be secret. */
  readonly host: string
  readonly reason: 'by_hand' | 'gone' | 'failing'
  /** The first attempt that failed. */
  readonly since: Date | null
  readonly link: string
}

/** Tells owners that webhooks go to an endpoint no longer. */
export function webhookDisabledMail(look: Look, { host, reason, since, link }: WebhookDisabledFacts): Mail {
  const { webhook_disabled: say } = look.language.say
  const why = whyOf(look, { reason, since })
  return write(look, 'webhook_disabled', {
    ...titled(look, ({ organization }, written) => say.subject({ organization, host: written(host) })),
    preview: why,
    parts: [paragraph(why), paragraph(say.next), button(say.button, link)],
    fine: [],
  })
}

function whyOf(look: Look, { reason, since }: Pick<WebhookDisabledFacts, 'reason' | 'since'>): string {
  const { webhook_disabled: say } = look.language.say
  if (reason !== 'failing') return say[reason]
  return since === null ? say.failingLong : say.failing({ moment: moment(look, since) })
}

export interface RoleChangedFacts {
  /** Names of roles. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly link: string
}

/** Tells a member that their roles are others now. */
export function roleChangedMail(look: Look, { before, after, link }: RoleChangedFacts): Mail {
  const { role_changed: say } = look.language.say
  const roles = (names: readonly string[]) => ({ roles: names.length === 0 ? say.none : listed(look, names) })
  return write(look, 'role_changed', {
    ...titled(look, say.subject),
    preview: say.after(roles(after)),
    parts: [paragraph(`${say.before(roles(before))}\n${say.after(roles(after))}`), button(say.button, link)],
    fine: [fine(say.who)],
  })
}

export interface OwnershipOfferedFacts {
  /** The owner who offers it; null where they are gone. */
  readonly offeredBy: string | null
  readonly until: Date
  readonly link: string
}

/** Tells a member that they may become an owner. */
export function ownershipOfferedMail(look: Look, { offeredBy, until, link }: OwnershipOfferedFacts): Mail {
  const { ownership_offered: say } = look.language.say
  const organization = name(look.organizationName)
  const by = offeredBy === null ? '' : say.by({ member: name(offeredBy), organization })
  const ends = say.until({ moment: moment(look, until) })
  return write(look, 'ownership_offered', {
    ...titled(look, say.subject),
    preview: by || ends,
    parts: [paragraph(by), paragraph(say.what), paragraph(ends), button(say.button, link)],
    fine: [],
  })
}

type Written = (text: string) => string

function titled(
  { organizationName }: Look,
  say: (told: { organization: string }, written: Written) => string,
): { subject: string; heading: string } {
  const told = (written: Written) => say({ organization: written(organizationName) }, written)
  return { subject: told(inSubject), heading: `${told(name)}.` }
}
