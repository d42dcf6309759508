import type { Mail } from '../mail/frame.ts'
import { acceptedMail, declinedMail, readdressRequestedMail, renewalRequestedMail } from '../mail/letters/answers.ts'
import { invitationMail, reminderMail, resentMail, revokedMail } from '../mail/letters/invitation.ts'
import {
  ownershipOfferedMail,
  roleChangedMail,
  seatLimitReachedMail,
  webhookDisabledMail,
} from '../mail/letters/notices.ts'
import { linkFor } from '../mail/link.ts'
import type { Look } from '../mail/look.ts'
import type { Template } from '../mail/templates.ts'

/** What a previewed mail is filled with. */
export interface Sample {
  readonly inviterName: string | null
  readonly roleNames: readonly string[]
  readonly message: string | null
  readonly publicUrl: string
  readonly now: Date
}

const day_ms = 86_400_000
const invitee = 'grace@example.com'

/** Every mail of an organization, with data that nobody takes for somebody's. */
export const sampleMails: Readonly<Record<Template, (look: Look, sample: Sample) => Mail>> = {
  invitation: (look, sample) => invitationMail(look, invitationOf(sample)),
  resent: (look, sample) => resentMail(look, invitationOf(sample)),
  reminder: (look, sample) =>
    reminderMail(look, { ...invitationOf(sample), now: sample.now, unsubscribeLink: `${sample.publicUrl}/#sample` }),
  revoked: (look) => revokedMail(look),
  accepted: (look, sample) => acceptedMail(look, { invitee, link: consoleOf(sample) }),
  declined: (look, sample) => declinedMail(look, { invitee, link: consoleOf(sample), reason: sample.message }),
  renewal_requested: (look, sample) =>
    renewalRequestedMail(look, { invitee, link: consoleOf(sample), message: sample.message }),
  readdress_requested: (look, sample) =>
    readdressRequestedMail(look, {
      invitee,
      newAddress: 'g•••@e•••.org',
      link: consoleOf(sample),
      message: sample.message,
    }),
  seat_limit_reached: (look, sample) => seatLimitReachedMail(look, { seatLimit: 10, link: consoleOf(sample) }),
  webhook_disabled: (look, sample) =>
    webhookDisabledMail(look, {
      host: 'hooks.example.com',
      reason: 'failing',
      since: later(sample, -4),
      link: consoleOf(sample),
    }),
  role_changed: (look, sample) =>
    roleChangedMail(look, { before: ['Member'], after: ['Member', 'Admin'], link: consoleOf(sample) }),
  ownership_offered: (look, sample) =>
    ownershipOfferedMail(look, { offeredBy: sample.inviterName, until: later(sample, 7), link: consoleOf(sample) }),
}

function invitationOf(sample: Sample) {
  const { inviterName, roleNames, message } = sample
  // No token has this form, so the link leads to a page that says that there is no such invitation.
  return { inviterName, roleNames, message, link: linkFor(sample.publicUrl, 'sample'), expiresAt: later(sample, 7) }
}

function consoleOf({ publicUrl }: Sample): string {
  return `${publicUrl}/console/`
}

function later({ now }: Sample, days: number): Date {
  return new Date(now.getTime() + days * day_ms)
}
