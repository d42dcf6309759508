import type { Invitation, Member, Role } from '@usher/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rules } from '../../server/src/invitations/invitation.ts'
import { systemRoles } from '../../server/src/roles/permissions.ts'
import { translator } from '../src/messages/catalogue.ts'
import { en } from '../src/messages/en.ts'
import { grantable, invitationActions, whyMayNot, whyNotRemove, whyNotRevoke } from '../src/people/actions.ts'
import type { Known } from '../src/people/actions.ts'
import { Delayed } from '../src/people/delayed.ts'
import { mailOf } from '../src/people/mail.ts'
import { matching, rowsOf, statusNow } from '../src/people/rows.ts'
import { readPeopleSearch } from '../src/people/search.ts'

const now = new Date('2026-05-01T12:00:00Z')

const roles: Role[] = [...systemRoles, { kind: 'custom', name: 'Owner', permissions: ['members:read'] }].map(
  ({ kind, name, permissions }) => ({
    id: kind,
    organization_id: 'o1',
    name,
    description: null,
    level: 'organization',
    type: 'normal',
    system_managed: kind !== 'custom',
    permissions: [...permissions],
  }),
)
const held = (kind: string) => roles.find(({ id }) => id === kind)?.permissions ?? []

function member(id: string, role: string, more: Partial<Member> = {}): Member {
  const created = now.toISOString()
  const roles = [{ id: role, name: role }]
  return { type: 'user', id, name: id, email: null, avatar_url: null, roles, created, expiration_date: null, ...more }
}

function invitation(more: Partial<Invitation> = {}): Invitation {
  return {
    id: 'i1',
    organization_id: 'o1',
    email: 'grace@example.com',
    team_ids: [],
    metadata: {},
    time_zone: null,
    next_reminder: null,
    locale: null,
    redirect_url: null,
    status: 'pending',
    role_ids: ['member'],
    inviting_user_id: null,
    inviting_user_name: null,
    message: null,
    expiration_date: '2026-05-08T12:00:00Z',
    created: now.toISOString(),
    updated: now.toISOString(),
    answered: null,
    delivery: { state: 'sent', detail: null, last_sent: '2026-05-01T11:00:00Z', times_sent: 1 },
    ...more,
  }
}

test('what can be revoked here is what the service revokes', () => {
  for (const [status, { revoke }] of Object.entries(rules)) {
    const here = invitationActions[status as keyof typeof rules].revoke
    expect(here === undefined, status).toBe('to' in revoke)
  }
})

test('a button that is off says why: the state first, then the roles', () => {
  expect(whyNotRevoke('pending', held('admin'))).toBeUndefined()
  expect(whyNotRevoke('pending', held('member'))).toBe('people.reason.may_not_revoke')
  expect(whyNotRevoke('accepted', held('member'))).toBe('people.reason.answered')
  expect(whyMayNot('invite', held('member'))).toBe('people.reason.may_not_invite')
  expect(whyMayNot('see_invitations', held('owner'))).toBeUndefined()
})

test('the only owner cannot go, as far as all members are known', () => {
  const ada = member('ada', 'owner')
  const known: Known = {
    held: held('owner'),
    own_id: 'ada',
    roles,
    members: [ada, member('bob', 'admin')],
    complete: true,
  }
  expect(whyNotRemove(ada, known)).toBe('people.reason.last_owner')
  expect(whyNotRemove(ada, { ...known, complete: false })).toBeUndefined()
  expect(whyNotRemove(ada, { ...known, members: [ada, member('cat', 'owner')] })).toBeUndefined()
  // A role that somebody called Owner makes nobody one.
  expect(whyNotRemove(ada, { ...known, members: [ada, member('cat', 'custom')] })).toBe('people.reason.last_owner')
})

test('everybody may leave; others are removed by who may and holds no less', () => {
  const known: Known = { held: held('admin'), own_id: 'bob', roles, members: [], complete: false }
  expect(whyNotRemove(member('cat', 'member'), known)).toBeUndefined()
  expect(whyNotRemove(member('ada', 'owner'), known)).toBe('people.reason.holds_more')
  expect(whyNotRemove(member('cat', 'member'), { ...known, held: held('member') })).toBe('people.reason.may_not_remove')
  expect(whyNotRemove(member('bob', 'member'), { ...known, held: held('member') })).toBeUndefined()
})

test('roles that can be given are those within one’s own permissions', () => {
  const names = (kind: string) => grantable(roles, held(kind)).map(({ id }) => id)
  expect(names('owner')).toEqual(['owner', 'admin', 'member', 'custom'])
  expect(names('admin')).toEqual(['admin', 'member', 'custom'])
  expect(names('custom')).toEqual(['custom'])
})

test('whom one waits for comes before who is there, and a search finds names, addresses and roles', () => {
  const rows = rowsOf('all', [member('René Müller', 'admin')], [invitation()])
  expect(rows.map(({ kind }) => kind)).toEqual(['invitation', 'member'])
  const roleNames = new Map([['member', 'Member']])
  const found = (query: string) => matching(rows, query, roleNames).map(({ kind }) => kind)
  expect(found('  ')).toHaveLength(2)
  expect(found('rene MULLER')).toEqual(['member'])
  expect(found('grace member')).toEqual(['invitation'])
  expect(found('grace admin')).toEqual([])
})

test('a page that stays open sees invitations expire, exactly at their end', () => {
  const end = new Date(invitation().expiration_date)
  expect(statusNow(invitation(), new Date(end.getTime() - 1))).toBe('pending')
  expect(statusNow(invitation(), end)).toBe('expired')
  expect(statusNow(invitation({ status: 'revoked' }), end)).toBe('revoked')
})

test('the mail is told with what became of it and why', () => {
  const words = { t: translator('en', en), locale: 'en', now }
  const { delivery } = invitation()
  expect(mailOf(delivery, words)).toEqual({ text: 'Mail sent 60 minutes ago', trouble: false, why: undefined })
  const failed = { ...delivery, state: 'failed', detail: '550 no such user' } as const
  expect(mailOf(failed, words)).toEqual({ text: 'Mail could not be sent', trouble: true, why: '550 no such user' })
  expect(mailOf({ ...failed, state: 'queued' }, words).text).toBe('Mail waits for another try')
})

test('the address of the page says tab and search, and nonsense in it is left away', () => {
  expect(readPeopleSearch({ tab: 'pending', q: 'ada' })).toEqual({ tab: 'pending', q: 'ada' })
  expect(readPeopleSearch({ tab: 'all', q: '' })).toEqual({})
  expect(readPeopleSearch({ tab: 'nonsense', q: 7 })).toEqual({ q: '7' })
  expect(readPeopleSearch({ q: { a: 1 } })).toEqual({})
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what can be undone is done when the time is up, and not when it was taken back', () => {
  const done: string[] = []
  const delayed = new Delayed()
  for (const key of ['a', 'b', 'a']) delayed.begin(key, 6, () => done.push(key))
  delayed.takeBack('b')
  vi.advanceTimersByTime(5999)
  expect(done).toEqual([])
  vi.advanceTimersByTime(1)
  expect(done).toEqual(['a'])
})

test('whoever leaves has done at once what waits, once', () => {
  const done: string[] = []
  const delayed = new Delayed()
  for (const key of ['a', 'b']) delayed.begin(key, 6, () => done.push(key))
  delayed.flush()
  vi.advanceTimersByTime(10_000)
  expect(done).toEqual(['a', 'b'])
})
