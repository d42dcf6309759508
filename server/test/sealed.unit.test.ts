import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { open, seal } from '../src/http/sealed.ts'
import { Secret } from '../src/secret.ts'

const [newest, older, other] = ['newest', 'older', 'other'].map((name) => new Secret(`${name} key of the tests`))
if (!newest || !older || !other) throw new Error('there are three keys')

test('what is sealed is read by whoever has the key, as long as a body can be (case 67)', async () => {
  const content = { body: randomBytes(768 * 1_024).toString('base64'), name: 'Grace Höpper' }
  const sealed = await seal({ cookieKeys: [older] }, 'idempotency', content)
  expect(sealed).not.toContain('Grace')
  expect((await open({ cookieKeys: [newest, older] }, 'idempotency', sealed))?.content).toEqual(content)
  expect(await open({ cookieKeys: [newest, other] }, 'idempotency', sealed)).toBeUndefined()
})

test('what is sealed for one purpose is not read for another, nor changed', async () => {
  const keys = { cookieKeys: [newest] as const }
  const sealed = await seal(keys, 'idempotency', null)
  expect(await open(keys, 'idempotency', sealed)).toEqual({ content: null })
  expect(await open(keys, 'cursor', sealed)).toBeUndefined()
  const changed = `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'g' : 'A'}`
  for (const text of [changed, '', 'x', sealed.replace('.', '..')]) {
    expect(await open(keys, 'idempotency', text)).toBeUndefined()
  }
})
