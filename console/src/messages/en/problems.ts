/** What is said of whatever goes wrong, by its code. */
export const problems = {
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
  'problem.rate_limited_long': 'You did that too often for now. Try again later.',
  'problem.rate_limited':
    '{seconds, plural, =0 {That was too often. Wait a moment, then try again.} one {That was too often. Try again in # second.} other {That was too often. Try again in # seconds.}}',
  'problem.resend_too_soon':
    '{seconds, plural, =0 {It was sent a moment ago. Wait a little before you send it again.} one {It was sent a moment ago. You can send it again in # second.} other {It was sent a moment ago. You can send it again in # seconds.}}',
  'problem.mail_quota_reached': 'No more invitations can be mailed today. Try again tomorrow.',
  'problem.sending_frozen':
    'Hardly anybody accepts the invitations of this organization, so no more are mailed. Write to the operator of this service.',
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
  'problem.batch_refused': 'Not all of these people can be invited, so nobody was.',
  'problem.domain_not_allowed':
    'The organization does not take addresses of this domain. Use an address of a domain that it allows.',
  'problem.inviter_lost_permission':
    'Whoever invited you may no longer give this role. The invitation stays: ask an admin to invite you.',
  'problem.role_not_grantable':
    'This role gives permissions that you do not hold yourself. Choose another one, or ask an owner.',
  'problem.organization_creation_restricted':
    'Organizations are not created by everybody here. Ask the application that you came from, or its operator.',
  'problem.still_pending': 'This invitation can still be answered, so you need no new one. Open it.',
  'problem.not_open': 'This request was decided in the meantime, or its invitation was answered.',
  'problem.address_not_verified': 'Whoever asked for this address no longer holds it. Refuse the request.',
  'problem.organization_blocked':
    'You want no invitations of this organization. Take that back in your account first, then ask again.',
  'problem.too_many_requests_open': 'Enough was asked about this invitation already. Wait for the answer.',
  'problem.not_pending': 'This invitation was answered or withdrawn in the meantime.',
  'problem.name_taken': 'This name is taken in this organization. Choose another one.',
  'problem.system_managed': 'Owner, Admin and Member cannot be changed. Make a role of your own.',
  'problem.too_many_roles': 'There are as many roles as can be. Delete one first.',
  'problem.already_assigned': 'This was given already.',
  'problem.last_role': 'A member always has a role. Give another one first, or remove the member.',
  'problem.last_owner': 'You are the only owner. Make somebody else an owner first.',
  'problem.already_owner': 'This member is an owner already.',
  'problem.already_offered': 'Ownership is offered to this member already. Withdraw that offer to make another one.',
  'problem.offer_void': 'Whoever offered this is no owner any more. Ask an owner for a new offer.',
  'problem.last_operator': 'Somebody has to run this service. Add another operator first.',
  'problem.last_address': 'This is the only address that you can sign in with. Add and verify another one first.',
  'problem.vouched_by_issuer': 'This address comes from your login. Change it there; it follows at your next sign-in.',
  'problem.too_many_addresses': 'You have as many addresses as one user may. Remove one first.',
  'problem.already_verified': 'This address is verified already.',
  'problem.wrong_code': 'This is not the code in the newest mail. Check it and try again.',
  'problem.code_ended': 'This code was used, has expired or was tried too often. Ask for a new one.',
  'problem.mail_off': 'This service sends no mail, so no code can reach you. Ask its operator.',
  'problem.precondition_failed': 'Somebody changed this since you opened it. Reload, and make your change once more.',
  'problem.idempotency_key_in_use': 'This is still being done. Look again in a moment.',
  'problem.idempotency_key_reused': 'This was mixed up with something else that you did. Reload and try again.',
  'problem.idempotency_answer_lost': 'This was done before. Reload to see it.',
  'problem.other': 'This did not work. {detail}',
} as const
