/** What the page of an invitation says. */
export const join = {
  'join.loading': 'Your invitation',
  'join.headline':
    '{whom, select, inviter {{inviter} invites you to {organization}} other {You are invited to {organization}}}',
  'join.message': 'Message',
  'join.role': '{count, plural, one {Role} other {Roles}}',
  'join.sent_to': 'Sent to',
  'join.ends': 'Ends',
  'join.sign_in_to_answer': 'Sign in to answer',
  'join.comes_back': 'Signing in leads back to this invitation. Nothing happens before you answer.',
  'join.signed_in_as': 'Signed in as {account}',
  'join.no_answer_yet': 'Your answer has not arrived. You can give it again.',
  'join.accepted': '{whom, select, nobody {Welcome} other {Welcome to {organization}}}',
  'join.accepted_text': 'You are a member now.',
  'join.accepted_before': 'You are a member of {organization}',
  'join.accepted_before_text':
    'You have accepted this invitation. To take that back, leave the organization in your account.',
  'join.declined':
    '{whom, select, nobody {You have declined this invitation} other {You have declined the invitation to {organization}}}',
  'join.declined_text':
    '{whom, select, inviter {That cannot be taken back. If you change your mind, ask {inviter} to invite you again.} organization {That cannot be taken back. If you change your mind, ask somebody at {organization} to invite you again.} other {That cannot be taken back. If you change your mind, ask whoever invited you for a new invitation.}}',
  'join.blocked_text':
    'There will be no more invitations to {organization}, to whichever address of yours, unless you allow them again in your account.',
  'join.reported_text': 'The operator of this service has been told that you do not know {organization}.',

  'join.action.look': 'Try again',
  'join.action.look_again': 'Look again',
  'join.action.back': 'Back to the invitation',
  'join.action.sign_in': 'Sign in',
  'join.action.switch': 'Switch account',
  'join.action.renewal': 'Ask for a new invitation',
  'join.action.readdress': 'Ask for it at {own}',
  'join.action.addresses': 'Add that address to this account',
  'join.action.inbox': 'Go to your inbox',
  'join.action.reload': 'Load anew',

  'join.incomplete_link': 'This link is not complete',
  'join.incomplete_link_text':
    'Some mail programs break long links. Open it from the mail once more, or copy all of it. Your invitations wait in your inbox as well.',
  'join.unknown_link': 'This link leads nowhere',
  'join.unknown_link_text':
    'It is mistyped, or no longer counts. Use the one in the newest mail. Your invitations wait in your inbox as well.',
  'join.closed_way_back': 'This way back is closed',
  'join.closed_way_back_text':
    'It stays open for a day after you began to sign in. Use the link in the mail with your invitation once more.',
  'join.superseded': 'There is a newer link',
  'join.superseded_text':
    '{whom, select, nobody {The invitation was sent once more, and this link ended with that. Use the one in the newest mail, or answer in your inbox.} other {The invitation to {organization} was sent once more, and this link ended with that. Use the one in the newest mail, or answer in your inbox.}}',
  'join.expired':
    '{whom, select, nobody {This invitation has expired} other {The invitation to {organization} has expired}}',
  'join.expired_text':
    '{whom, select, inviter {Ask {inviter} for a new one.} organization {Ask somebody at {organization} for a new one.} other {Ask whoever invited you for a new one: their name is in the mail.}}',
  'join.renewal_requested': 'A new invitation was asked for',
  'join.renewal_requested_text':
    '{whom, select, nobody {Somebody at the organization} other {Somebody at {organization}}} decides about it now. If they agree, a mail comes to the address that was invited.',
  'join.revoked':
    '{whom, select, nobody {This invitation was withdrawn} other {The invitation to {organization} was withdrawn}}',
  'join.revoked_text':
    '{whom, select, inviter {It can no longer be answered. If you expected otherwise, ask {inviter}.} organization {It can no longer be answered. If you expected otherwise, ask somebody at {organization}.} other {It can no longer be answered. If you expected otherwise, ask whoever invited you: their name is in the mail.}}',
  'join.answered':
    '{whom, select, nobody {This invitation has been answered} other {The invitation to {organization} has been answered}}',
  'join.answered_text':
    '{whom, select, inviter {If it was you who accepted it, you find {organization} in the console. Otherwise ask {inviter} for a new one.} organization {If it was you who accepted it, you find {organization} in the console. Otherwise ask somebody there for a new one.} other {If it was you who accepted it, you find the organization in the console. Otherwise ask whoever invited you for a new one.}}',
  'join.organization_gone':
    '{whom, select, nobody {This organization is no longer active} other {{organization} is no longer active}}',
  'join.organization_gone_text': 'Its invitations ended with it, so there is nothing to answer any more.',
  'join.sign_in': 'Sign in to see your invitation',
  'join.sign_in_text': 'It is shown to the person who was invited, and to nobody else.',
  'join.signed_out': 'You are signed out',
  'join.signed_out_text': 'Your session has ended, so nothing was sent. Sign in again; that leads back here.',
  'join.not_yours': 'There is no invitation for you here',
  'join.not_yours_text':
    '{signed, select, named {You are signed in as {account}. The invitation may be to another address of yours, or the link to it may be wrong.} other {The invitation may be to an address that your account does not have, or the link to it may be wrong.}}',
  'join.wrong_account': 'This invitation is to another address',
  'join.wrong_account_text':
    '{signed, select, named {It was sent to {address}, and you are signed in as {account}.} other {It was sent to {address}, which your account does not have.}} {whom, select, inviter {Switch to the account that has that address, or ask {inviter} to invite you at yours.} other {Switch to the account that has that address, or ask whoever invited you to invite you at yours.}}',
  'join.readdress_requested': 'You asked for an invitation to your address',
  'join.readdress_requested_text':
    '{whom, select, nobody {Somebody at the organization} other {Somebody at {organization}}} decides about it now. If they agree, a mail with the invitation comes to your address.',
  'join.unverified': 'Verify your address first',
  'join.unverified_text':
    'The invitation can be answered once its address is known to be yours. A code that is mailed there shows that.',
  'join.user_disabled': 'This account was deactivated',
  'join.user_disabled_text':
    'Nothing can be answered with it. Ask the operator of this service, or switch to another account.',
  'join.no_seat': 'No seat is left',
  'join.no_seat_text':
    '{whom, select, inviter {All seats of {organization} are taken. Your invitation stays open: ask {inviter} or an admin there for a seat, then accept again.} other {All seats of {organization} are taken. Your invitation stays open: ask an admin there for a seat, then accept again.}}',
  'join.domain_not_allowed': 'This address cannot join',
  'join.domain_not_allowed_text':
    '{whom, select, inviter {{organization} does not take addresses of this domain any more. Your invitation stays open: ask {inviter} to invite another address of yours.} other {{organization} does not take addresses of this domain any more. Your invitation stays open: ask an admin there to invite another address of yours.}}',
  'join.inviter_lost_permission': 'This role can no longer be given',
  'join.inviter_lost_permission_text':
    '{whom, select, inviter {{inviter} may no longer give it at {organization}. Your invitation stays open: ask an admin there to invite you anew.} other {Whoever invited you may no longer give it at {organization}. Your invitation stays open: ask an admin there to invite you anew.}}',
  'join.unknown_outcome': 'Did your answer arrive?',
  'join.unknown_outcome_text':
    'The connection broke while it was on its way, so this page does not know. Look again: nothing is answered twice.',
  'join.too_many_tries': 'Too many tries',
  'join.too_many_tries_text':
    '{seconds, plural, =0 {Wait a moment, then try again.} one {Wait # second, then try again.} other {Wait # seconds, then try again.}}',
  'join.offline': 'You are offline',
  'join.offline_text': 'Your invitation is looked up as soon as the connection is back.',
  'join.unreachable': 'The service cannot be reached',
  'join.unreachable_text': 'Your invitation is safe. Check your connection, then try again.',
  'join.unavailable': 'This does not work at the moment',
  'join.unavailable_text':
    'The service cannot reach something that it needs. Your invitation is safe; try again in a moment.',
  'join.outdated_page': 'This page is out of date',
  'join.outdated_page_text':
    'The service could not tell that this came from its own page. Nothing was sent. Load the page anew.',
  'join.broken': 'Something broke on our side',
  'join.broken_text': 'Your invitation is safe. Try again; if it stays, tell the operator of this service.',
  'join.other': 'This did not work',
  'join.other_text': '{detail}',

  'join.mail_code': 'Mail a code to {address}',
  'join.code_sent': 'We have mailed a code to {address}.',
  'join.request': 'Request {request_id}',
  'join.code': 'Code',
  'join.verify': 'Verify',
  'join.mail_another': 'Mail another code',
  'join.mail_another_wait': '{seconds, plural, one {Another code in # second} other {Another code in # seconds}}',
} as const
