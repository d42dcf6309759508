import { UsherError } from '@usher/client'
import type { UsherErrorCode } from '@usher/client'
import { expect, test } from 'vitest'
import { translator } from '../src/messages/catalogue.ts'
import { de } from '../src/messages/de.ts'
import { en } from '../src/messages/en.ts'
import { wordsFor } from '../src/problems/problem.ts'

const languages = { en: translator('en', en), de: translator('de', de) }

/** What an invitee can be refused with, and what can happen on the way. */
const codes: UsherErrorCode[] = [
  'unreachable',
  'timed_out',
  'unreadable',
  'unavailable',
  'authentication_required',
  'invalid_token',
  'user_disabled',
  'not_found',
  'already_accepted',
  'already_declined',
  'already_answered',
  'expired',
  'revoked',
  'superseded',
  'organization_gone',
  'seat_limit_reached',
  'domain_not_allowed',
  'inviter_lost_permission',
  'still_pending',
  'organization_blocked',
  'too_many_requests_open',
]

test('whatever refuses an invitee is told in words of its own, in every language (case 146)', () => {
  for (const t of Object.values(languages)) {
    const words = codes.map((code) => wordsFor(new UsherError(code, 'The sentence of the service.'), t))
    for (const sentence of words) expect(sentence).not.toContain('The sentence of the service')
    // A token that is missing and one that is no longer good come to the same for a person.
    expect(new Set(words).size).toBe(codes.length - 1)
  }
})

test('what has no words here is told in the words of the service', () => {
  const error = new UsherError('slug_taken', 'Another organization has this slug. Choose a different one.')
  expect(wordsFor(error, languages.en)).toBe(
    'This did not work. Another organization has this slug. Choose a different one.',
  )
})

test('a wait is told in seconds, a fault with the name of its request', () => {
  const tooOften = new UsherError('rate_limited', '', { status: 429, retry_after: 42 })
  expect(wordsFor(tooOften, languages.en)).toContain('in 42 seconds')
  const today = new UsherError('rate_limited', '', { status: 429, retry_after: 80_000 })
  expect(wordsFor(today, languages.en)).toContain('later')
  const broken = new UsherError('internal_error', '', { status: 500, problem: { request_id: 'req-7' } })
  expect(wordsFor(broken, languages.de)).toContain('req-7')
})

test('what is no answer of the service at all does not show its insides', () => {
  expect(wordsFor(new TypeError('x is undefined'), languages.en)).not.toContain('undefined')
})
