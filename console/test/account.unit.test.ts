import { UsherError } from '@usher/client'
import { expect, test } from 'vitest'
import { browserOf } from '../src/account/browser.ts'
import { fieldProblem } from '../src/problems/problem.ts'

test('a browser is told by its name and its system', () => {
  const told = (user_agent: string) => Object.values(browserOf(user_agent) ?? {}).join(' on ')
  expect(told('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  expect(
    told(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0',
    ),
  ).toBe('Edge on Windows')
  expect(
    told(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari on iPhone')
  expect(
    told(
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    ),
  ).toBe('Chrome on Android')
})

test('what is no browser is not told as one', () => {
  expect(browserOf(null)).toBeUndefined()
  expect(browserOf('curl/8.5.0')).toBeUndefined()
})

test('what is wrong with one field is found by where it is', () => {
  const error = new UsherError('validation_failed', 'Not valid.', {
    status: 422,
    problem: { errors: [{ in: 'body', pointer: '/name', detail: 'must be shorter' }] },
  })
  expect(fieldProblem(error, '/name')).toBe('must be shorter')
  expect(fieldProblem(error, '/avatar_url')).toBeUndefined()
  expect(fieldProblem(new TypeError('x'), '/name')).toBeUndefined()
  expect(fieldProblem(null, '/name')).toBeUndefined()
})
