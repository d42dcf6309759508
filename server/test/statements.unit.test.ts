import { expect, test } from 'vitest'
import { isOrganizationEvent } from '../src/events/catalogue.ts'
import { statementsOn, tablesOfOrganizations, type Written } from './support/statements.ts'

/** What makes sure that a statement stays within one organization, or within what is the caller's own. */
const guards: readonly RegExp[] = [
  // An organization's id was put in.
  /\borganization_id = (any\()?\$\{/,
  /\borganizations\.id = (any\()?\$\{/,
  /\b(from|update) organizations\b[^;]*?\bwhere id = (any\()?\$\{/s,
  /\borganization_id = in_organization\b/,
  // The caller's own id, from the row that `callerRow` reads.
  /\b(user_id|answered_by) = caller\.id\b/,
]

const person = 'about one person, who is erased in every organization: by their id or their addresses'
const exported = 'a person’s own data, of every organization: by the id of the caller'
const queue = 'the queue is one for all; nothing of it is told to anybody'
const link = 'who has the link of the mail, or the way back that it made, proves that the invitation is theirs to see'
const locked = 'an invitation that this transaction locked as one of the organization'
const imported = 'rows of an import, each with its organization, which was found and locked before'
const application = 'the application itself, which may see every organization'
const place = 'the organization of a thing by its id; what the caller is there is asked next'
const asked = 'an invitation that the caller proved to be invited to, or to have the link of'
const managed = 'a delivery of an endpoint that was found, and locked, as one of the organization'
const ended = 'recurring work takes away what ended, wherever'
const relayed = 'events of any organization, each for those of its own'
const reported = 'the delivery of a mail, by the proof that whoever reports of it saw that mail'
const composed = 'a part of statements; each use says which organization it is about'

/** Statements without such a guard: where, how many there, and why that is right. */
const exempt: readonly (readonly [place: string, statements: number, reason: string])[] = [
  ['codes/limits.ts mail', 1, 'a code goes to an address, whoever invited it; whether anybody did is told to nobody'],
  ['deliveries/erase.ts cancelMails', 2, person],
  ['deliveries/erase.ts eraseMails', 2, person],
  ['deliveries/forget.ts forgetDeliveries', 1, 'what is forgotten by its age, wherever'],
  ['deliveries/letter.ts invitationLetter', 1, queue],
  ['deliveries/queue.ts awaken', 1, queue],
  ['deliveries/queue.ts claim', 1, queue],
  ['deliveries/queue.ts renew', 1, queue],
  ['deliveries/queue.ts unlocked', 1, queue],
  ['deliveries/queue.ts concluded', 1, queue],
  ['deliveries/queue.ts putBack', 1, queue],
  ['deliveries/quota.ts countNow', 1, queue],
  ['deliveries/quota.ts postpone', 2, queue],
  ['deliveries/queued_lanes.sql', 1, queue],
  ['deliveries/relay.ts relayEvents', 1, queue],
  ['deliveries/unwanted.ts whyNotWanted', 1, queue],
  ['doctor/keys.ts examineLinkKeys', 1, 'counts for the operator, by key'],
  ['events/read.ts select', 1, composed],
  ['invitation_requests/ask.ts ask', 1, asked],
  ['invitation_requests/ask.ts factsOf', 1, asked],
  ['invitation_requests/ask.ts lock', 1, asked],
  ['invitation_requests/decide.ts close', 1, locked],
  ['invitation_requests/erase.ts eraseRequests', 1, person],
  ['invitation_requests/own.ts fromRequests', 1, composed],
  ['invitation_requests/readdress.ts readdress', 1, locked],
  ['invitation_requests/readdress.ts termsOf', 1, locked],
  ['invitation_requests/requests.ts select', 1, composed],
  ['invitations/edit.ts saidBy', 1, locked],
  ['invitations/edit.ts write', 1, locked],
  ['invitations/erase.ts eraseInvitee', 3, person],
  ['invitations/erase.ts eraseInviter', 2, person],
  ['invitations/expire.ts expireInvitations', 1, 'the sweeper closes what has expired, wherever'],
  ['invitations/forget.ts forgetInvitations', 1, 'recurring work forgets what is long over, wherever'],
  ['invitations/gifts.ts changeGifts', 1, locked],
  ['invitations/gifts.ts giveInstead', 2, locked],
  ['invitations/gifts.ts giveNoMore', 2, composed],
  ['invitations/inbox.ts fromInvitations', 1, composed],
  ['invitations/inbox.ts more', 1, composed],
  ['invitations/list.ts conditionsOf', 1, composed],
  ['invitations/locked.ts givenBy', 1, locked],
  ['invitations/manage.ts select', 1, composed],
  ['invitations/renewal.ts renewalRequested', 1, asked],
  ['invitations/resend.ts sendAnew', 1, locked],
  ['invitations/unwanted.ts goFurther', 1, 'an invitation that the caller declined in this transaction'],
  ['invitations/unwanted.ts reportedBefore', 1, 'an invitation that the caller declined in this transaction'],
  ['links/claim.ts lock', 1, link],
  ['links/find.ts find', 1, link],
  ['links/way-back.ts wayBack', 1, link],
  ['mail_settings/erase.ts eraseReplyTo', 1, person],
  ['mail_reports/report.ts noted', 3, reported],
  ['mail_reports/report.ts recipientOf', 1, composed],
  ['mail_reports/report.ts report', 1, reported],
  ['mail_quotas/batch.ts countOrPostpone', 1, 'mails of invitations that this transaction has just made'],
  ['mail_quotas/quota.ts takeMailQuota', 1, 'counters of mails, of which one kind is by organization'],
  ['members/join.ts joinMany', 1, imported],
  ['members/leave.ts leave', 1, person],
  ['members/leave.ts what_they_had', 1, composed],
  ['members/membership.ts getMembership', 1, 'of the member whose row names the organization'],
  ['notices/queue.ts findRecipients', 1, relayed],
  ['notices/queue.ts inviterHolds', 1, composed],
  ['notices/queue.ts tellInvitees', 1, relayed],
  ['notices/queue.ts write', 1, relayed],
  ['notices/revocation.ts revocationLetter', 1, queue],
  ['operation/queue-measures.ts lookIntoTheQueue', 1, 'counts for the operator'],
  ['operation/queue-measures.ts part', 1, composed],
  ['reminders/now.ts notNow', 1, queue],
  ['reminders/remind.ts remind', 1, 'the sweeper reminds of what is due, wherever'],
  ['reminders/reminder_rules.sql', 1, composed],
  [
    'organizations/delete.ts endMachines',
    1,
    'machines of an organization that ends leave everywhere: by their ids, which were read as of it',
  ],
  ['organizations/remains.ts clearRemains', 1, 'recurring work, for any organization that was deleted'],
  [
    'ownership/answer.ts answerOffer',
    1,
    'locks the organization of an offer; whether that is the caller’s is asked next',
  ],
  ['ownership/offer.ts selectOffers', 1, composed],
  ['ownership/offers.ts forgetOffers', 1, 'recurring work forgets what is over, wherever'],
  ['platform/import-roles.ts changeRoles', 2, imported],
  ['platform/import-roles.ts givenRoles', 1, imported],
  ['platform/organizations.ts getByExternalId', 1, application],
  ['platform/organizations.ts listAll', 1, application],
  ['platform/organizations.ts update', 1, application],
  [
    'service_accounts/service-accounts.ts deleteServiceAccount',
    1,
    'a machine leaves everywhere: by its id, which was proven before',
  ],
  ['roles/held.ts heldPermissions', 1, composed],
  ['roles/held.ts permissionsOfTeam', 1, composed],
  ['roles/roles.ts placeOfRole', 1, place],
  ['service_accounts/service-accounts.ts select', 1, composed],
  ['session/session.ts whoIs', 1, 'the memberships of the caller, whose row is the only one read'],
  ['teams/teams.ts listTeams', 1, composed],
  ['teams/teams.ts placeOfTeam', 1, place],
  ['teams/teams.ts select', 1, composed],
  ['webhooks/anew.ts redeliver', 1, managed],
  ['webhooks/anew.ts replay', 2, composed],
  ['webhooks/anew.ts sendTest', 1, composed],
  ['webhooks/anew.ts takeTest', 1, composed],
  ['webhooks/anew.ts tooSoon', 1, composed],
  ['webhooks/deliver.ts orderOf', 1, queue],
  ['webhooks/deliveries.ts select', 1, composed],
  ['webhooks/endpoint.ts findEndpoint', 1, composed],
  ['webhooks/endpoints.ts changeEndpoint', 1, composed],
  ['webhooks/endpoints.ts createEndpoint', 1, composed],
  ['webhooks/endpoints.ts deleteEndpoint', 1, composed],
  ['webhooks/endpoints.ts listEndpoints', 1, composed],
  ['webhooks/endpoints.ts rotateSecret', 1, composed],
  ['webhooks/event.ts eventColumns', 1, composed],
  ['webhooks/health.ts cancelQueued', 1, queue],
  ['webhooks/health.ts cancelWebhooks', 1, queue],
  ['webhooks/health.ts clearEndpoints', 3, ended],
  ['webhooks/health.ts disable', 1, queue],
  ['webhooks/health.ts endEndpoints', 1, ended],
  ['webhooks/health.ts failed', 1, queue],
  ['webhooks/health.ts queuedOf', 1, queue],
  ['webhooks/health.ts took', 1, queue],
  ['webhooks/health.ts whyDisabled', 1, queue],
  ['webhooks/lanes.ts webhookLanes', 1, queue],
  ['webhooks/queue.ts queueWebhooks', 1, relayed],
  ['webhooks/stored-secrets.ts forgetSecrets', 1, ended],
  ['webhooks/stored-secrets.ts reencryptSecrets', 1, 'keys are the operator’s, and secrets of all are under them'],
  ['webhooks/stored-secrets.ts storedSecrets', 1, 'keys are the operator’s, and secrets of all are under them'],
  ['unsubscribe/unsubscribe.ts recipientOf', 1, link],
  ['unsubscribe/unsubscribe.ts unsubscribe', 1, link],
  ['users/concerned.ts concerned', 1, person],
  ['users/concerned.ts organizationsOwnedAlone', 1, person],
  ['users/erasure.ts writeErasure', 1, person],
  ['users/export-lists.ts lists', 6, exported],
  ['users/export-lists.ts received', 2, exported],
]

const tables = tablesOfOrganizations()
const statements = statementsOn([...tables, 'organizations'])

/** A statement that only adds rows, each of which names its organization. */
function onlyAdds({ text }: Written): boolean {
  const used = [
    ...text.matchAll(new RegExp(String.raw`\b(from|join|update|into|using)\s+(${tables.join('|')})\b[^)]*\)?`, 'g')),
  ]
  return used.length > 0 && used.every(([use, verb]) => verb === 'into' && use.includes('organization_id'))
}

const isGuarded = (statement: Written) => guards.some((guard) => guard.test(statement.text)) || onlyAdds(statement)

test('every statement on rows of organizations carries the organization, or is listed with the reason why not (case 30)', () => {
  // Were they not found, nothing below would mean anything.
  expect(tables).toEqual(
    expect.arrayContaining(['invitations', 'members', 'member_roles', 'roles', 'events', 'deliveries']),
  )
  expect(statements.length).toBeGreaterThan(60)

  const unguarded = Map.groupBy(
    statements.filter((each) => !isGuarded(each)),
    ({ place }) => place,
  )
  const listed = new Map(exempt.map(([place, count]) => [place, count]))
  const found = new Map([...unguarded].map(([place, all]) => [place, all.length]))
  // What is new here needs a guard, or a line with its reason above; what is gone needs none any more.
  expect(found).toEqual(listed)
})

test.each([
  ['by id alone', 'update invitations set message = null where id = ${id}'],
  ['joined by nothing of the caller', 'select roles.name from roles join members on true where roles.id = ${id}'],
  ['an added row without its organization', 'insert into deliveries (kind, state) select kind, state from made'],
])('a statement without a guard is seen: %s (case 30)', (_, text) => {
  expect(isGuarded({ place: '', text })).toBe(false)
})

test('every statement that records events puts them where the relay finds them (case 177)', () => {
  const recording = statementsOn(['events']).filter(({ text }) => records(text))
  expect(recording.map(({ place }) => place)).toEqual([
    'events/record.ts told',
    'invitations/accept.sql',
    'invitations/decline.sql',
  ])
  for (const { place, text } of recording) expect(relays(text), place).toBe(true)
})

const records = (text: string) => /\binto events\b/.test(text)
const relays = (text: string) => /\binto events_to_relay \(event_sequence\)\s+select sequence from told\b/.test(text)

test('a statement that records an event for nobody is seen (case 177)', () => {
  const text = "insert into events (type, organization_id) select 'invitation.created', organization_id from kept"
  expect([records(text), relays(text)]).toEqual([true, false])
})

test('every type of event that stands in a statement is in the catalogue', () => {
  const written = statementsOn(['events', ...tables]).flatMap(({ place, text }) =>
    [...text.matchAll(/'((?:invitation|member|organization|service_account|webhook_endpoint)\.[a-z_]+)'/g)].map(
      ([, type = '']) => ({ place, type }),
    ),
  )
  expect(written.length).toBeGreaterThan(15)
  // Said for operators, and no event of the organization.
  const unknown = written.filter(({ type }) => !isOrganizationEvent(type) && type !== 'invitation.reported')
  expect(unknown).toEqual([])
})
