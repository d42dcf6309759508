import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestCode, redeemCode } from '../src/codes/codes.ts'
import { Refusal } from '../src/http/problems.ts'
import { personWith } from '../src/users/people.ts'
import { readAddress } from '../src/users/address.ts'
import { codeMailedTo } from './support/mailed.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

test('a code that was mailed is redeemed once', async () => {
  const address = readAddress('Grace@Example.com')
  if (address === undefined) throw new Error('no address')
  const asked = await requestCode(usher.running, { address, purpose: 'sign_in', binding: 'browser' })
  if (asked instanceof Refusal) throw new Error(asked.code)
  const code = await codeMailedTo(usher, address.canonical)
  const redeem = (typed: string) =>
    usher.db.transaction((tx) =>
      redeemCode(tx, usher.running.config, { id: asked.id, code: typed, binding: 'browser' }),
    )
  expect(await redeem('x')).toMatchObject({ code: 'wrong_code' })
  expect(await redeem(code)).toEqual({ purpose: 'sign_in', address, userId: null })
  expect(await redeem(code)).toMatchObject({ code: 'code_ended' })
  const sign = () => usher.db.transaction((tx) => personWith(tx, address))
  expect(await sign()).toEqual(await sign())
})
