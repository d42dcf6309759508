import type { Mail } from '../frame.ts'
import type { Look } from '../look.ts'
import { name } from '../plain.ts'
import { button, fine, type Letter, paragraph, quote, write } from '../write.ts'
import type { Part } from '../parts.ts'
import { inSubject, listed, moment } from './words.ts'

export interface InvitationFacts {
  /** Null where the inviter is a machine without a name, or was deleted. */
  readonly inviterName: string | null
  readonly roleNames: readonly string[]
  readonly message: string | null
  readonly link: string
  readonly expiresAt: Date
}

export interface ReminderFacts extends InvitationFacts {
  readonly now: Date
  /** Ends the reminders to this address; null where there is none yet. */
  readonly unsubscribeLink: string | null
}

/**
 * The mail that brings an invitation. Names and message are what strangers typed: they show as text, and the only link
 * is ours. Nothing is loaded from anywhere and nothing is tracked.
 */
export function invitationMail(look: Look, facts: InvitationFacts): Mail {
  const { subject, heading } = opening(look, facts, look.language.say.invitation)
  return write(look, 'invitation', letterOf(look, facts, { subject, heading, before: [], after: [] }))
}

/** The same, asked for anew. Its link may have replaced the one before, and is good in either case. */
export function resentMail(look: Look, facts: InvitationFacts): Mail {
  const { resent } = look.language.say
  const { subject, heading } = opening(look, facts, resent)
  return write(look, 'resent', letterOf(look, facts, { subject, heading, before: [], after: [fine(resent.latest)] }))
}

/** Reminds of one that has no answer yet, with the same link. */
export function reminderMail(look: Look, facts: ReminderFacts): Mail {
  const { reminder } = look.language.say
  const { heading } = opening(look, facts, reminder)
  const { unsubscribeLink } = facts
  return write(
    look,
    'reminder',
    letterOf(look, facts, {
      subject: reminder.subject({ organization: inSubject(look.organizationName) }),
      heading,
      before: [paragraph(left(look, facts))],
      after: unsubscribeLink === null ? [] : [{ kind: 'link', says: reminder.unsubscribe, link: unsubscribeLink }],
    }),
  )
}

/** Tells the invitee that an invitation which they were mailed is good no longer. */
export function revokedMail(look: Look): Mail {
  const { revoked } = look.language.say
  return write(look, 'revoked', {
    subject: revoked.subject({ organization: inSubject(look.organizationName) }),
    heading: `${revoked.subject({ organization: name(look.organizationName) })}.`,
    preview: revoked.what,
    parts: [paragraph(revoked.what)],
    fine: [fine(revoked.mistake)],
  })
}

interface Opening {
  readonly invites: (told: { inviter: string; organization: string }) => string
  readonly invited: (told: { organization: string }) => string
}

function opening(
  { organizationName }: Look,
  { inviterName }: InvitationFacts,
  { invites, invited }: Opening,
): { subject: string; heading: string } {
  const said = (written: (text: string) => string) => {
    const [organization, inviter] = [written(organizationName), written(inviterName ?? '')]
    return inviter === '' ? invited({ organization }) : invites({ inviter, organization })
  }
  return { subject: said(inSubject), heading: `${said(name)}.` }
}

function letterOf(
  look: Look,
  { inviterName, roleNames, message, link, expiresAt }: InvitationFacts,
  { subject, heading, before, after }: { subject: string; heading: string; before: Part[]; after: Part[] },
): Letter {
  const { invitation: say } = look.language.say
  const roles = roleNames.length === 0 ? '' : say.roles({ count: roleNames.length, roles: listed(look, roleNames) })
  const until = say.until({ moment: moment(look, expiresAt) })
  return {
    subject,
    heading,
    preview: roles === '' ? until : roles,
    parts: [...before, paragraph(roles), quote(message), button(say.button, link, say.answer)],
    fine: [
      fine(until),
      fine(say.stranger({ sender: name(inviterName ?? '') || name(look.organizationName) })),
      ...after,
    ],
  }
}

const hour_ms = 3_600_000

function left({ language }: Look, { expiresAt, now }: ReminderFacts): string {
  const hours = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / hour_ms))
  const { days, hours: inHours } = language.say.reminder
  return hours < 48 ? inHours({ count: hours }) : days({ count: Math.floor(hours / 24) })
}
