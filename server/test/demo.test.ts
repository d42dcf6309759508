import { execFile } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { prepareDemo } from '../src/demo/demo.ts'
import type { Demo } from '../src/demo/description.ts'
import { sql } from '../src/database/sql.ts'
import { type Program, startProgram } from './support/program.ts'
import { freshStore } from './support/store.ts'
import { freePort, startUsher } from './support/usher.ts'

// Each test starts several processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 })

const run = promisify(execFile)
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** What is needed to start the program in development, as `npm start` does, on a folder or database of its own. */
async function freshDevelopment(): Promise<Record<string, string>> {
  const store = await freshStore()
  onTestFinished(() => store[Symbol.asyncDispose]())
  return { USHER_MODE: 'development', ...store.environment, PORT: String(await freePort()) }
}

async function running(environment: Record<string, string>): Promise<Program> {
  const program = await startProgram(environment)
  onTestFinished(() => program[Symbol.asyncDispose]())
  await program.says('accept=true')
  return program
}

async function stopped(program: Program): Promise<void> {
  program.signal('SIGTERM')
  expect((await program.ended).code).toBe(0)
}

const fileOf = (environment: Record<string, string>) => join(environment['USHER_DATA'] ?? '', 'demo.json')
const demoOf = (environment: Record<string, string>) => JSON.parse(readFileSync(fileOf(environment), 'utf8')) as Demo

/** The lines that a person copies from the terminal, in the order in which they stand there. */
function printedLines({ said }: Program): string[] {
  return said.split('\n').flatMap((line) => (/^ {2}(TOKEN=|curl )/.test(line) ? [line.trim()] : []))
}

/** What each line prints, typed into one shell after the other. */
async function typed(lines: readonly string[]): Promise<string[]> {
  const mark = '\n---\n'
  const { stdout } = await run('bash', ['-c', lines.join(`\nprintf '${mark.replaceAll('\n', '\\n')}'\n`)])
  return stdout.split(mark)
}

test('the first start writes demo.json with everything that a developer needs, for nobody else to read', async () => {
  const environment = await freshDevelopment()
  const program = await running(environment)
  expect(statSync(fileOf(environment)).mode & 0o777).toBe(0o600)
  const demo = demoOf(environment)
  const account = (role: string) => ({
    name: expect.any(String),
    address: expect.stringMatching(/^[\da-f-]{36}@service\.localhost$/),
    client_id: expect.stringMatching(uuid),
    client_secret: expect.stringMatching(/^[\w-]{40,}$/),
    role,
  })
  // All there is, and not more: programs are written against this file.
  expect(demo).toEqual({
    base_url: program.url,
    mailbox_url: `${program.url}/mailbox`,
    organization_id: expect.stringMatching(uuid),
    people: [
      { name: 'Ada Lovelace', address: 'ada@example.com', user_id: expect.stringMatching(uuid) },
      { name: 'Katherine Johnson', address: 'katherine@example.com', user_id: expect.stringMatching(uuid) },
      { name: 'Alan Turing', address: 'alan@example.com', user_id: expect.stringMatching(uuid) },
    ],
    service_accounts: [account('inviter'), account('invitee')],
    application: { client_id: expect.stringMatching(/^application_/), redirect_uri: 'http://127.0.0.1/callback' },
    platform_client: { client_id: expect.any(String), client_secret: expect.stringMatching(/^[\w-]{40,}$/) },
  })

  const [inviter, invitee] = await Promise.all(demo.service_accounts.map((each) => tokenOf(program, each)))
  if (inviter === undefined || invitee === undefined) throw new Error('both were there a moment ago')
  const members = await program.request('GET', `/organizations/${demo.organization_id}/members`, { token: inviter })
  const role = (members.body as { id: string; roles: { name: string }[] }[]).find(
    ({ id }) => id === demo.service_accounts[0]?.client_id,
  )
  expect(role?.roles.map(({ name }) => name)).toEqual(['Admin'])

  // The invitee has a home of its own, and one invitation, which makes it a Member of the demo's organization.
  const homes = (await program.request('GET', '/organizations', { token: invitee })).body as { id: string }[]
  expect(homes.map(({ id }) => id)).toEqual([expect.not.stringMatching(demo.organization_id)])
  const [pending, ...more] = (await program.request('GET', '/invitations', { token: invitee })).body
  expect([pending.organization_name, more]).toEqual(['Analytical Engines', []])
  const details = await program.request('GET', `/invitations/${pending.id}/details`, { token: invitee })
  expect(details.body.roles.map(({ name }: { name: string }) => name)).toEqual(['Member'])

  const platform = await tokenOf(program, demo.platform_client)
  const path = `/memberships?issuer=${encodeURIComponent(program.url)}&subject=${demo.service_accounts[0]?.client_id}`
  const memberships = await program.request('GET', path, { token: platform })
  expect(memberships.status).toBe(200)

  // Two people are invited as well, and their mails are where the file says that mails are.
  await expect
    .poll(async () => (await program.request('GET', '/mailbox/messages')).body.map(({ to }: { to: string }) => to))
    .toEqual(expect.arrayContaining(['grace@example.com', 'linus@example.com']))
  expect((await fetch(demo.mailbox_url)).status).toBe(200)
  await stopped(program)
})

test('the printed lines do the main job as they are printed', async () => {
  const environment = await freshDevelopment()
  const program = await running(environment)
  const { organization_id } = demoOf(environment)
  const lines = printedLines(program)
  expect(lines.map((line) => line.split(/[= ]/)[0])).toEqual(['TOKEN', 'curl', 'curl', 'curl'])

  const [token, list, one, answer] = await typed(lines)
  expect(token).toBe('')
  const invitations = JSON.parse(list ?? '')
  expect(invitations).toHaveLength(1)
  expect(JSON.parse(one ?? '')).toEqual(invitations[0])
  expect(invitations[0]).toMatchObject({ organization_name: 'Analytical Engines', inviting_user_name: 'Demo inviter' })
  expect(answer).toBe(`"${organization_id}"`)

  // Once more, as somebody will: nothing is pending any more, and yes is still yes.
  const [, nothing, gone, again] = await typed(lines)
  expect([nothing, JSON.parse(gone ?? '').status, again]).toEqual(['[]', 410, `"${organization_id}"`])

  // The secret is in the terminal because it is in the file anyway; what is logged beside it has none.
  const logged = program.said.split('\n').filter((line) => line.startsWith('{'))
  for (const { client_secret } of demoOf(environment).service_accounts)
    expect(logged.join('\n')).not.toContain(client_secret)
  await stopped(program)
})

test('a second start keeps the organization and the secrets, and prints lines that work', async () => {
  const environment = await freshDevelopment()
  const first = await running(environment)
  const demo = demoOf(environment)
  await stopped(first)

  const second = await running(environment)
  expect(demoOf(environment)).toEqual(demo)
  expect(printedLines(second)).toEqual(printedLines(first))
  const [, list, , answer] = await typed(printedLines(second))
  expect(JSON.parse(list ?? '')).toHaveLength(1)
  expect(answer).toBe(`"${demo.organization_id}"`)
  await stopped(second)

  // With the invitation answered there is nothing to answer, and the greeting says so.
  const third = await startProgram(environment)
  onTestFinished(() => third[Symbol.asyncDispose]())
  await third.says('was answered already')
  expect(printedLines(third)).toHaveLength(2)
  await stopped(third)
})

test('a demo.json that was lost is made anew, and so is its organization', async () => {
  const usher = await startUsher()
  onTestFinished(() => usher[Symbol.asyncDispose]())
  const file = join(usher.environment['USHER_DATA'] ?? '', 'demo.json')
  await prepareDemo(usher.running)
  const before = JSON.parse(readFileSync(file, 'utf8')) as Demo
  rmSync(file)
  expect(await prepareDemo(usher.running)).toContain('accept=true')
  const after = JSON.parse(readFileSync(file, 'utf8')) as Demo
  expect(after.organization_id).not.toBe(before.organization_id)
  const { count } = await usher.db.one(sql<{ count: number }>`select count(*)::integer as count from organizations`)
  expect(count).toBe(4)
})

async function tokenOf(program: Program, client: { client_id: string; client_secret: string }): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`
  const answer = await fetch(`${program.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { access_token: string }).access_token
}

test('at another address the same folder still knows its machines', async () => {
  const environment = await freshDevelopment()
  await stopped(await running(environment))
  const moved = { ...environment, PORT: String(await freePort()) }
  const lines = printedLines(await running(moved))
  const [, list = ''] = await typed(lines)
  expect(JSON.parse(list)).toHaveLength(1)
})
