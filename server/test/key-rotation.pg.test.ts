import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { start } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { sql } from '../src/database/sql.ts'
import { prepareDemo } from '../src/demo/demo.ts'
import type { Demo } from '../src/demo/description.ts'
import { Refusal } from '../src/http/problems.ts'
import { rotateSigningKeys } from '../src/issuer/keys.ts'
import { listKeys, retireKey } from '../src/issuer/manage-keys.ts'
import { personWith } from '../src/users/people.ts'
import { application, authorizationRequest, authorize } from './support/application.ts'
import { Browser } from './support/browser.ts'
import { type Deployment, signIn } from './support/deployment.ts'
import { runProgram } from './support/program.ts'
import { freshStore, type Store } from './support/store.ts'
import { type Answer, freePort, send, type TestUsher } from './support/usher.ts'

// Each step is a restart of the service, as an operator does it.
vi.setConfig({ testTimeout: 240_000 })

const secrets = {
  first: 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
  second: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
  cookie: 'mZ7tR2wE9yU4iO1pA6sD3fG8hJ5kL0xC',
  nextCookie: 'vB3nM6qW1eR8tY5uI2oP9aS4dF7gH0jK',
}

let store: Store
let environment: Record<string, string>
beforeEach(async () => {
  store = await freshStore()
  environment = {
    USHER_MODE: 'development',
    PORT: String(await freePort()),
    USHER_LINK_KEYS: `1:${secrets.first}`,
    USHER_COOKIE_KEYS: secrets.cookie,
    ...store.environment,
  }
})
afterEach(() => store[Symbol.asyncDispose]())

type Served = Pick<TestUsher, 'url' | 'db' | 'request'>

/** Runs the service with the settings as they are now, for as long as the work takes. */
async function serving<T>(work: (served: Served, deployment: Deployment) => Promise<T>): Promise<T> {
  await using usher = await start(readConfig({ environment }), pino({ level: 'silent' }))
  await prepareDemo(usher)
  const folder = store.environment.USHER_DATA
  const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Demo
  const url = `http://127.0.0.1:${usher.address.port}`
  const served: Served = { url, db: usher.db, request: (method, path, sent) => send(url, method, path, sent) }
  return await work(served, { environment, folder, demo, [Symbol.asyncDispose]: async () => undefined })
}

async function command(...args: string[]): Promise<string> {
  const { code, said } = await runProgram(args, environment)
  expect(code, said).toBe(0)
  return said
}

function kidOf(token: string): string {
  return (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid
}

async function linkOf(program: Served, address: string): Promise<string> {
  const mail = async () => (await program.request('GET', `/mailbox/messages?to=${address}`)).text
  await expect.poll(mail).toMatch(/\/join#[\w-]{43}/)
  return /\/join#([\w-]{43})/.exec(await mail())?.[1] ?? ''
}

function preview(program: Served, token: string): Promise<Answer> {
  return program.request('POST', '/invitation-links/preview', { body: { token } })
}

test('cookie keys change without anybody being signed out or losing the place in a list (case 191)', async () => {
  const path = '/organizations?limit=1'
  const browser = new Browser()
  const before = await serving(async (program, deployment) => {
    const inviter = await signIn(program, deployment, 'inviter')
    await inviter.founds('Another')
    const { headers } = await inviter.get(path)
    const app = await application(program)
    await authorize(program, app, 'somebody@example.com', { browser })
    return { cursor: /cursor=([^&>]+)/.exec(headers.get('link') ?? '')?.[1] ?? '', app }
  })
  const works = async (program: Served, deployment: Deployment) => {
    const inviter = await signIn(program, deployment, 'inviter')
    const { status } = await inviter.get(`${path}&cursor=${before.cursor}`)
    const { url } = await browser.open(authorizationRequest(program, before.app).url, { until: before.app.redirectUri })
    return { place: status, signedIn: url.startsWith(before.app.redirectUri) }
  }

  // First every process learns the new key, then it becomes the one that signs, then the old one goes.
  environment = { ...environment, USHER_COOKIE_KEYS: `${secrets.cookie},${secrets.nextCookie}` }
  expect(await serving(works)).toEqual({ place: 200, signedIn: true })
  environment = { ...environment, USHER_COOKIE_KEYS: `${secrets.nextCookie},${secrets.cookie}` }
  expect(await serving(works)).toEqual({ place: 200, signedIn: true })
  environment = { ...environment, USHER_COOKIE_KEYS: secrets.nextCookie }
  // Whoever came by meanwhile has cookies of the new key.
  expect(await serving(works)).toEqual({ place: 422, signedIn: true })
  environment = { ...environment, USHER_COOKIE_KEYS: 'xC0lK5jH8gF3dS6aP1oI4uY9eW2rT7Zm' }
  expect(await serving(works)).toEqual({ place: 422, signedIn: false })
})

test('link keys change: links and tokens of before stay good, and the old key is not needed for ever (case 191)', async () => {
  const before = await serving(async (program, deployment) => {
    const inviter = await signIn(program, deployment, 'inviter')
    return { token: inviter.token, link: await linkOf(program, 'grace@example.com') }
  })
  const works = async (program: Served, { demo }: Deployment) => {
    expect((await preview(program, before.link)).status).toBe(200)
    const { status } = await program.request('GET', `/organizations/${demo.organization_id}`, { token: before.token })
    expect(status).toBe(200)
  }

  environment = { ...environment, USHER_LINK_KEYS: `1:${secrets.first},2:${secrets.second}` }
  await serving(works)
  environment = { ...environment, USHER_LINK_KEYS: `2:${secrets.second},1:${secrets.first}` }
  await serving(async (program, deployment) => {
    await works(program, deployment)
    const inviter = await signIn(program, deployment, 'inviter')
    await inviter.invites(await inviter.knows(deployment.demo.organization_id), 'margaret@example.com')
    expect((await preview(program, await linkOf(program, 'margaret@example.com'))).status).toBe(200)
  })

  // The key that signs tokens is still encrypted with the old one.
  const both = environment['USHER_LINK_KEYS'] ?? ''
  environment = { ...environment, USHER_LINK_KEYS: `2:${secrets.second}` }
  await expect(serving(works)).rejects.toThrow('USHER_LINK_KEYS lacks the key of epoch 1')
  const { code, said } = await runProgram(['doctor'], environment)
  expect([code, said]).toEqual([1, expect.stringMatching(/✗ signing keys .*lacks the key of epoch 1/)])

  environment = { ...environment, USHER_LINK_KEYS: both }
  expect(await command('keys', 'reencrypt')).toContain('1 key was encrypted anew with link key 2')
  environment = { ...environment, USHER_LINK_KEYS: `2:${secrets.second}` }
  await serving(async (program, { demo }) => {
    const { status } = await program.request('GET', `/organizations/${demo.organization_id}`, { token: before.token })
    expect(status).toBe(200)
    expect((await preview(program, await linkOf(program, 'margaret@example.com'))).status).toBe(200)
    // Nobody waited for the last invitation of the old key here.
    expect((await preview(program, before.link)).status).toBe(404)
  })
})

test('after a restore a new link key alone ends every link of before, also of what was answered meanwhile (case 96)', async () => {
  const grace = 'grace@example.com'
  const before = await serving(async (program) => {
    const link = await linkOf(program, grace)
    const { id: invitation } = await program.db.one(sql<{ id: string }>`
      select id from invitations where canonical_email = ${grace}`)
    const backup = sql`update invitations set status = 'pending', answered_at = null, answered_by = null where id = ${invitation}`
    const person = await program.db.transaction((tx) => personWith(tx, { email: grace, canonical: grace }))
    if (person instanceof Refusal) throw new Error(person.code)
    await program.db.run(sql`
      update invitations set status = 'declined', answered_at = now(), answered_by = ${person.id} where id = ${invitation}`)
    expect((await preview(program, link)).body.state).toBe('declined')
    // What the backup does not know did not happen, so its status alone would let the link live again.
    await program.db.run(backup)
    expect((await preview(program, link)).status).toBe(200)
    const begun = await program.request('POST', '/invitation-links/sign-in', { body: { token: link } })
    const [, signIn = ''] = /usher_way_back=([\da-f-]{36})/.exec(begun.headers.getSetCookie().join()) ?? []
    expect((await program.request('GET', `/invitation-links/sign-in/${signIn}`)).status).toBe(200)
    return { link, invitation, signIn }
  })

  environment = { ...environment, USHER_LINK_KEYS: `2:${secrets.second},1:${secrets.first}` }
  await command('keys', 'reencrypt')
  environment = { ...environment, USHER_LINK_KEYS: `2:${secrets.second}` }
  await serving(async (program) => {
    const answer = await preview(program, before.link)
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    const begun = await program.request('POST', '/invitation-links/sign-in', { body: { token: before.link } })
    expect([begun.status, begun.body.code]).toEqual([404, 'not_found'])
    // Nor by the way back of a sign-in that was begun by it.
    expect((await program.request('GET', `/invitation-links/sign-in/${before.signIn}`)).status).toBe(404)
    const again = await program.request('POST', '/invitation-links/sign-in', { body: { sign_in_id: before.signIn } })
    expect([again.status, again.body.code]).toEqual([404, 'not_found'])
    const { status } = await program.db.one(sql<{ status: string }>`
      select status from invitations where id = ${before.invitation}`)
    expect(status).toBe('pending')
  })
})

test('signing keys change: tokens of before stay good until their key is retired (case 191)', async () => {
  const asks = async (program: Served, { demo }: Deployment, token: string) =>
    (await program.request('GET', `/organizations/${demo.organization_id}`, { token })).status
  const states = async ({ db }: Served) => (await listKeys(db)).map(({ state }) => state)
  const before = await serving(async (program, deployment) => {
    const { token } = await signIn(program, deployment, 'inviter')
    expect(await retireKey(program.db, kidOf(token))).toBe('only one')
    // A planned change: published for an hour before it signs.
    await rotateSigningKeys(program.db, readConfig({ environment }), { add: 'signs in an hour' })
    expect(await states(program)).toEqual(['next', 'signs'])
    return token
  })
  const only = await runProgram(['keys', 'retire', kidOf(before)], environment)
  expect([only.code, only.said]).toEqual([1, expect.stringContaining('is the only key that can sign')])

  // In a hurry.
  expect(await command('keys', 'rotate', '--now')).toMatch(/Added [\w-]{43}, which signs from/)
  const after = await serving(async (program, deployment) => {
    const { token } = await signIn(program, deployment, 'inviter')
    expect(kidOf(token)).not.toBe(kidOf(before))
    expect([await asks(program, deployment, before), await asks(program, deployment, token)]).toEqual([200, 200])
    const { body } = await program.request('GET', '/oauth/jwks')
    expect((body.keys as { kid: string }[]).map(({ kid }) => kid)).toContain(kidOf(before))
    expect(await states(program)).toEqual(['next', 'signs', 'old'])
    expect(await retireKey(program.db, 'nobody')).toBe('unknown')
    expect(await retireKey(program.db, kidOf(before))).toBe('retired')
    return token
  })

  await serving(async (program, deployment) => {
    expect([await asks(program, deployment, before), await asks(program, deployment, after)]).toEqual([401, 200])
  })
  expect(await command('keys', 'list')).toMatch(new RegExp(`${kidOf(before)} {2}retired, signed since`))
})
