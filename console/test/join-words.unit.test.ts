import { UsherError } from '@usher/client'
import type { UsherErrorCode } from '@usher/client'
import { expect, test } from 'vitest'
import { couldBe } from '../src/join/could-be.ts'
import { openedBy } from '../src/join/opened.ts'
import { afterAnswer, situationOf, situations } from '../src/join/situations.ts'
import type { Situation } from '../src/join/situations.ts'
import { tell } from '../src/join/tell.ts'
import type { About } from '../src/join/view.ts'
import { translator } from '../src/messages/catalogue.ts'
import { de } from '../src/messages/de.ts'
import { en } from '../src/messages/en.ts'

const languages = { en: translator('en', en), de: translator('de', de) }
const token = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde'
const id = '0190f3c2-4a51-7cc3-9f00-1234567890ab'
const at = (path: string) => openedBy(new URL(path, 'https://usher.example'))
const refusal = (code: UsherErrorCode) => new UsherError(code, 'What the service says.')

test('what led to the page is read from its address', () => {
  expect(at(`/join#${token}`)).toEqual({ by: 'token', token })
  expect(at(`/join#${token}).`)).toEqual({ by: 'token', token })
  expect(at(`/join?sign_in=${id}`)).toEqual({ by: 'sign_in', sign_in_id: id })
  expect(at(`/console/invitations/${id}`)).toEqual({ by: 'id', invitation_id: id })
})

test('a link of which something is missing or too much is not asked about', () => {
  const broken = ['/join', '/join#', `/join#${token.slice(1)}`, `/join#${token}x`, '/join?sign_in=1']
  for (const link of [...broken, '/console/invitations/1', '/console/invitations/%2e%2e'])
    expect(at(link), link).toEqual({ by: 'nothing' })
})

test('an address is recognised by what its mask shows of it', () => {
  expect(couldBe('Grace@Example.com', 'g•••@e•••.com')).toBe(true)
  expect(couldBe('ada@example.com', 'g•••@e•••.com')).toBe(false)
  expect(couldBe('grace@example.org', 'g•••@e•••.com')).toBe(false)
  expect(couldBe('grace@example.org', undefined)).toBe(true)
})

const everything: About = {
  organization: 'Analytical Engines',
  inviter: 'Ada Lovelace',
  address: 'g•••@e•••.com',
  account: 'linus@example.com',
  seconds: 30,
  request_id: 'r-1',
  detail: 'What the service says.',
}

test('every page has its own title and text in every language, however little is known (case 146)', () => {
  const { inviter: _, ...withoutInviter } = everything
  for (const t of Object.values(languages)) {
    for (const about of [everything, withoutInviter, { ...everything, account: undefined }]) {
      const pages = Object.values(situations).map(
        ({ title, text }) => `${tell(t, title, about)}\n${tell(t, text, about)}`,
      )
      expect(new Set(pages).size).toBe(pages.length)
    }
    for (const [situation, { title, text }] of Object.entries(situations)) {
      if (situation === 'other') continue
      for (const words of [tell(t, title, {}), tell(t, text, {})]) expect(words).toMatch(/^[^{}]{8,}$/)
    }
  }
})

test('every page has a next step', () => {
  for (const { actions } of Object.values(situations)) expect(actions).not.toHaveLength(0)
})

test('whoever can be asked is named', () => {
  const asking = [
    'expired',
    'revoked',
    'answered',
    'wrong_account',
    'no_seat',
    'domain_not_allowed',
    'inviter_lost_permission',
  ] as const
  for (const t of Object.values(languages)) {
    for (const each of asking) expect(tell(t, situations[each].text, everything), each).toContain('Ada Lovelace')
  }
})

test('an account of the wrong person is told which one it is and which address was meant (case 92)', () => {
  for (const t of Object.values(languages)) {
    const text = tell(t, situations.wrong_account.text, everything)
    expect(text).toContain('linus@example.com')
    expect(text).toContain('g•••@e•••.com')
  }
})

test('each refusal has a page of its own', () => {
  const by = (code: UsherErrorCode, led: 'token' | 'sign_in' | 'id' = 'token') =>
    situationOf(refusal(code), { by: led, online: true })
  const expected: [UsherErrorCode, Situation][] = [
    ['expired', 'expired'],
    ['revoked', 'revoked'],
    ['superseded', 'superseded'],
    ['already_answered', 'answered'],
    ['organization_gone', 'organization_gone'],
    ['recipient_mismatch', 'wrong_account'],
    ['user_disabled', 'user_disabled'],
    ['authentication_required', 'signed_out'],
    ['rate_limited', 'too_many_tries'],
    ['unavailable', 'unavailable'],
    ['unreachable', 'unreachable'],
    ['slug_taken', 'other'],
  ]
  for (const [code, situation] of expected) expect(by(code), code).toBe(situation)
  expect(by('not_found', 'token')).toBe('unknown_link')
  expect(by('not_found', 'sign_in')).toBe('closed_way_back')
  expect(by('not_found', 'id')).toBe('not_yours')
  expect(situationOf(refusal('unreachable'), { by: 'id', online: false })).toBe('offline')
  expect(situationOf(new TypeError('x is undefined'), { by: 'id', online: true })).toBe('broken')
})

test('an answer of which nothing was heard may have arrived, and one that was refused has not', () => {
  for (const code of ['unreachable', 'timed_out', 'unreadable', 'internal_error'] as const)
    expect(afterAnswer(refusal(code), 'id'), code).toBe('unknown_outcome')
  for (const code of ['rate_limited', 'unavailable'] as const)
    expect(afterAnswer(refusal(code), 'id'), code).toBe('stay')
  expect(afterAnswer(refusal('seat_limit_reached'), 'id')).toBe('no_seat')
  expect(afterAnswer(refusal('domain_not_allowed'), 'id')).toBe('domain_not_allowed')
  expect(afterAnswer(refusal('inviter_lost_permission'), 'id')).toBe('inviter_lost_permission')
  expect(afterAnswer(refusal('expired'), 'id')).toBe('expired')
})
