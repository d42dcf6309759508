/**
 * Every text of the console, as ICU messages. Other languages have the same keys; what is missing there is a type error.
 * Keys are `place.what`.
 */
export const en = {
  'app.name': 'Usher',
  'app.skip': 'Skip to content',
  'app.navigation': 'Main',
  'app.open_menu': 'Open menu',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.save': 'Save',
  'app.saved': 'Saved.',
  'app.retry': 'Try again',
  'app.loading': 'Loading',
  'app.offline': 'You are offline. What you see may be old; it is brought up to date when the connection is back.',
  'app.more': 'More',

  'nav.inbox': 'Inbox',
  'nav.inbox_count': '{count, plural, one {# pending invitation} other {# pending invitations}}',
  'nav.organizations': 'Organizations',
  'nav.no_organizations': 'None yet',
  'nav.account': 'Account',
  'nav.account_menu': 'Account of {name}',
  'nav.mailbox': 'Mailbox (development)',
  'nav.sign_out': 'Sign out',

  'landing.title': 'Your invitations, in one place',
  'landing.text': 'Sign in to see who invites you into what, to accept or decline, and to invite others.',
  'landing.sign_in': 'Sign in',
  'signed_out.title': 'You are signed out',
  'signed_out.text': 'Nothing of yours is left in this browser window.',
  'signed_out.again': 'Sign in again',

  'missing.title': 'This page does not exist',
  'missing.text': 'The address may be mistyped, or what was here has gone.',
  'missing.home': 'Go to your inbox',
  'broken.title': 'This page broke',
  'broken.text': 'The fault is ours. Loading the page anew often helps.',
  'broken.reload': 'Load anew',

  'problem.unreachable': 'The service cannot be reached. Check your connection, then try again.',
  'problem.timed_out': 'No answer came in time. Try again in a moment.',
  'problem.unreadable': 'Something between you and the service answered in its place. Try again later.',
  'problem.unavailable': 'The service cannot reach something that it needs. Try again in a moment.',
  'problem.internal_error': 'Something broke on our side. Try again; if it stays, report the request {request_id}.',
  'problem.signed_out': 'You are signed out. Sign in and try again.',
  'problem.csrf_refused':
    'The service could not tell that this came from its own page. Load the page anew and try again.',
  'problem.rate_limited':
    '{seconds, plural, =0 {That was too often. Wait a moment, then try again.} one {That was too often. Try again in # second.} other {That was too often. Try again in # seconds.}}',
  'problem.permission_denied': 'Your roles in this organization do not allow this. Ask an owner or admin of it.',
  'problem.user_disabled': 'This user was deactivated. Ask the operator of this service.',
  'problem.not_found': 'There is nothing here for you, or no longer. Check the address, or go back to your inbox.',
  'problem.validation_failed': 'Something in what you typed does not fit. Look at the fields that are marked.',
  'problem.already_accepted': 'You accepted this invitation already. To take that back, leave the organization.',
  'problem.already_declined': 'You declined this invitation already. Ask to be invited anew.',
  'problem.already_answered': 'This invitation has been answered. Ask for a new one if you need it.',
  'problem.expired': 'This invitation has expired. Ask whoever invited you for a new one.',
  'problem.revoked': 'This invitation was withdrawn. Ask whoever invited you if you expected otherwise.',
  'problem.superseded': 'A newer link was sent for this invitation. Use the one in the latest mail.',
  'problem.organization_gone': 'The organization of this invitation is no longer active.',
  'problem.seat_limit_reached':
    'All seats of the organization are taken. The invitation stays: ask an admin of it for a seat, then try again.',
  'problem.inviter_lost_permission':
    'Whoever invited you may no longer give this role. The invitation stays: ask an admin to invite you.',
  'problem.last_owner': 'You are the only owner. Make somebody else an owner first.',
  'problem.last_address': 'This is the only address that you can sign in with. Add and verify another one first.',
  'problem.vouched_by_issuer': 'This address comes from your login. Change it there; it follows at your next sign-in.',
  'problem.too_many_addresses': 'You have as many addresses as one user may. Remove one first.',
  'problem.already_verified': 'This address is verified already.',
  'problem.wrong_code': 'This is not the code in the newest mail. Check it and try again.',
  'problem.code_ended': 'This code was used, has expired or was tried too often. Ask for a new one.',
  'problem.mail_off': 'This service sends no mail, so no code can reach you. Ask its operator.',
  'problem.other': 'This did not work. {detail}',

  'inbox.title': 'Inbox',

  'people.title': 'People',
} as const
