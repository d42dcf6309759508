import { expect, test } from 'vitest'
import { deploy } from './support/deployment.ts'
import { runProgram, startProgram } from './support/program.ts'

test('clients are registered, listed, given another secret and revoked on the command line; what is wrong is told in a sentence', async () => {
  await using deployment = await deploy()
  const run = async (...args: string[]) => {
    const { code, said } = await runProgram(['client', ...args, '--json'], deployment.environment)
    expect([code, said]).toEqual([0, expect.any(String)])
    return JSON.parse(said) as Record<string, string>
  }
  const made = await run('add', 'Billing', '--platform')
  const shop = await run('add', 'Shop', '--public', '--redirect-uri', 'http://127.0.0.1/a', 'com.example.shop:/b')
  expect(shop).toMatchObject({ public: true, redirect_uris: ['http://127.0.0.1/a', 'com.example.shop:/b'] })
  expect(shop['client_secret']).toBeUndefined()
  const id = made['client_id'] ?? ''
  expect(await run('list')).toEqual(
    expect.arrayContaining([expect.objectContaining({ client_id: id }), expect.objectContaining({ name: 'Shop' })]),
  )
  const { client_secret } = await run('rotate-secret', id)

  {
    await using program = await startProgram(deployment.environment)
    const ask = async (secret: string | undefined) => {
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret ?? '' })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return (await program.request('POST', '/oauth/token', { body: form.toString(), headers })).status
    }
    expect([await ask(client_secret), await ask(made['client_secret'])]).toEqual([200, 401])
  }
  expect(await run('revoke', id)).toBeNull()
  const refused = await runProgram(
    ['client', 'add', 'Shop', '--redirect-uri', 'http://shop.example.com/callback'],
    deployment.environment,
  )
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('redirect_uris 0 must begin with https:')])
})

test('wrong use is told before anything is opened', async () => {
  const run = (...args: string[]) => runProgram(['client', ...args], {})
  const scope = await run('add', 'Shop', '--redirect-uri', 'https://shop.example.com', '--scope', 'everything')
  expect([scope.code, scope.said]).toEqual([2, expect.stringContaining('--scope must be some of: openid')])
  const overlap = await run('rotate-secret', 'x', '--overlap-seconds', '1d')
  expect([overlap.code, overlap.said]).toEqual([2, expect.stringContaining('0 to 86400')])
})
