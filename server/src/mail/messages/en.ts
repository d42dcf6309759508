/**
 * What mails say, by template, in English. The other languages are held to this one.
 *
 * Texts are ICU messages, in which a straight apostrophe quotes what follows it, so a written one is `’`. What ends without a
 * full stop is a subject, and gets its full stop where it is a sentence in the mail.
 */
export const en = {
  frame: {
    fallback: 'If the button does not work, open this address:',
    sender: 'Sent by {host} for {organization}.',
    moment: '{moment} ({zone})',
  },
  invitation: {
    invites: '{inviter} invites you to join {organization}',
    invited: 'You are invited to join {organization}',
    roles: '{count, plural, one {Your role there} other {Your roles there}}: {roles}',
    button: 'See the invitation',
    answer: 'See the invitation and answer it:',
    until: 'The invitation ends on {moment}. The link is meant for you alone: please do not forward it.',
    stranger: 'If you do not know {sender}, ignore this mail: you join nothing unless you accept.',
  },
  resent: {
    invites: 'Once more: {inviter} invites you to join {organization}',
    invited: 'Once more: you are invited to join {organization}',
    latest: 'If you have several mails about this invitation, use the link in this one.',
  },
  reminder: {
    subject: 'Reminder: you are invited to join {organization}',
    invites: '{inviter} has invited you to join {organization} and has no answer yet',
    invited: 'You are invited to join {organization} and have not answered yet',
    days: '{count, plural, one {One day is left to answer.} other {# days are left to answer.}}',
    hours:
      '{count, plural, =0 {Less than an hour is left to answer.} one {One hour is left to answer.} other {# hours are left to answer.}}',
    unsubscribe: 'Get no more reminders:',
  },
  revoked: {
    subject: 'Your invitation to join {organization} was withdrawn',
    what: 'The link in its mail no longer works. You need not do anything.',
    mistake: 'If you expected otherwise, ask whoever invited you.',
  },
  accepted: {
    subject: '{invitee} accepted your invitation to {organization}',
    joined: 'They are a member now.',
    button: 'See the members',
  },
  declined: {
    subject: '{invitee} declined your invitation to {organization}',
    reason: 'They gave a reason:',
    noReason: 'They gave no reason.',
    button: 'See the invitations',
  },
  renewal_requested: {
    subject: '{invitee} asks for a new invitation to {organization}',
    expired: 'The invitation had expired. You can send it again, with a new end, or refuse.',
    message: 'They wrote:',
    button: 'Decide',
  },
  readdress_requested: {
    subject: '{invitee} asks to be invited to {organization} at another address',
    what: 'Whoever opened the link of that invitation wants it to go to {address} instead. You see the whole address before you decide.',
    message: 'They wrote:',
    warning: 'Make sure that you know who asks: whoever holds the new address joins.',
    button: 'Decide',
  },
  seat_limit_reached: {
    subject: 'All seats of {organization} are taken',
    what: 'Somebody wanted to accept an invitation and could not: {limit, plural, one {the one seat is taken} other {all # seats are taken}}.',
    next: 'The invitation is still open and can be accepted as soon as there is a free seat. Remove a member, or ask for more seats where you bought them.',
    button: 'See the members',
  },
  webhook_disabled: {
    subject: 'Webhooks of {organization} to {host} are switched off',
    failing: 'Nothing has arrived there since {moment}, so nothing is sent there any more.',
    failingLong: 'Nothing has arrived there for long, so nothing is sent there any more.',
    gone: 'The server there answered that it is gone for good (410), so nothing is sent there any more.',
    by_hand: 'Somebody switched them off. Nothing is sent there any more.',
    next: 'Once the endpoint works again, switch it on; what it missed can be sent again.',
    button: 'See the endpoint',
  },
  role_changed: {
    subject: 'Your roles in {organization} have changed',
    before: 'Before: {roles}',
    after: 'Now: {roles}',
    none: 'none',
    who: 'If you did not expect this, ask an owner of the organization.',
    button: 'See the organization',
  },
  ownership_offered: {
    subject: 'You are asked to become an owner of {organization}',
    by: '{member} offers you to become an owner of {organization}.',
    what: 'Owners may do everything in an organization, down to deleting it. You become one if you accept.',
    until: 'The offer ends on {moment}.',
    button: 'See the offer',
  },
  sign_in_code: {
    subject: 'Your code to sign in at {host}',
    what: 'Sign in at {host} with this code:',
    stranger: 'If you are not signing in there, ignore this mail: without the code nobody gets in.',
  },
  address_code: {
    subject: 'Your code to confirm this address at {host}',
    what: 'Confirm this address at {host} with this code:',
    stranger: 'If you did not ask for it, ignore this mail: without the code the address is not confirmed.',
  },
  code: {
    good: 'It can be used once, for ten minutes, and only where it was asked for.',
    shared:
      'Codes for this address were asked for very often, so this one is longer. It can be used once, for twenty minutes, wherever you asked for one.',
    back: 'You came here to answer an invitation. If you no longer have that page, go back to it and sign in there:',
    warning: 'Type it on {host} and nowhere else, and tell it to nobody, whoever asks.',
  },
} as const
