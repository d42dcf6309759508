import type { Mail } from '../frame.ts'
import type { Look } from '../look.ts'
import { name } from '../plain.ts'
import { button, paragraph, quote, write } from '../write.ts'
import { inSubject } from './words.ts'

export interface AnswerFacts {
  /** The address that was invited, as the inviter typed it, or masked. */
  readonly invitee: string
  /** To the console. */
  readonly link: string
}

/** Tells the inviter that the invitation was accepted. */
export function acceptedMail(look: Look, { invitee, link }: AnswerFacts): Mail {
  const { accepted: say } = look.language.say
  return write(look, 'accepted', {
    ...titled(look, invitee, say.subject),
    preview: say.joined,
    parts: [paragraph(say.joined), button(say.button, link)],
    fine: [],
  })
}

/** Tells the inviter that it was declined, and why if that was said. */
export function declinedMail(look: Look, facts: AnswerFacts & { readonly reason: string | null }): Mail {
  const { declined: say } = look.language.say
  const { invitee, link, reason } = facts
  return write(look, 'declined', {
    ...titled(look, invitee, say.subject),
    preview: reason === null ? say.noReason : say.reason,
    parts: [paragraph(reason === null ? say.noReason : say.reason), quote(reason), button(say.button, link)],
    fine: [],
  })
}

interface RequestFacts extends AnswerFacts {
  /** What they wrote with it. */
  readonly message: string | null
}

/** Tells the inviter that the invitee asks for a new invitation in place of one that expired. */
export function renewalRequestedMail(look: Look, { invitee, message, link }: RequestFacts): Mail {
  const { renewal_requested: say } = look.language.say
  return write(look, 'renewal_requested', {
    ...titled(look, invitee, say.subject),
    preview: say.expired,
    parts: [paragraph(say.expired), ...said(say.message, message), button(say.button, link)],
    fine: [],
  })
}

/** @param facts.newAddress masked: whole, it shows where it is decided */
export function readdressRequestedMail(look: Look, facts: RequestFacts & { readonly newAddress: string }): Mail {
  const { readdress_requested: say } = look.language.say
  const { invitee, newAddress, message, link } = facts
  const what = say.what({ address: name(newAddress) })
  return write(look, 'readdress_requested', {
    ...titled(look, invitee, say.subject),
    preview: what,
    parts: [paragraph(what), ...said(say.message, message), paragraph(say.warning), button(say.button, link)],
    fine: [],
  })
}

function titled(
  { organizationName }: Look,
  invitee: string,
  say: (told: { invitee: string; organization: string }) => string,
): { subject: string; heading: string } {
  const told = (written: (text: string) => string) =>
    say({ invitee: written(invitee), organization: written(organizationName) })
  return { subject: told(inSubject), heading: `${told(name)}.` }
}

function said(says: string, message: string | null) {
  return message === null ? [] : [paragraph(says), quote(message)]
}
