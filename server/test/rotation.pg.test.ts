import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { deploy, signIn } from './support/deployment.ts'
import { startProgram } from './support/program.ts'
import { freePort } from './support/usher.ts'

test('the password of the database changes while requests go on: two roles, one after the other (case 191)', async () => {
  await using deployment = await deploy()
  const url = new URL(deployment.environment['DATABASE_URL'] ?? '')
  const asSuperuser = async (text: string, database = url.href) => {
    const client = new pg.Client(database)
    await client.connect()
    await client.query(text)
    await client.end()
  }
  const name = `usher_${crypto.randomUUID().replaceAll('-', '')}`
  const roles = ['owner', 'a', 'b'].map((each) => `${name}_${each}`)
  const [owner, a, b] = roles
  onTestFinished(async () =>
    asSuperuser(roles.map((role) => `drop role if exists ${role};`).join(' '), inject('postgresUrl')),
  )

  // As docs/OPERATIONS.md says: what the service owns belongs to a role that nobody signs in as.
  await asSuperuser(`
    create role ${owner} nologin;
    create role ${a} login password 'first' in role ${owner}; alter role ${a} set role ${owner};
    create role ${b} login password 'second' in role ${owner}; alter role ${b} set role ${owner};
    grant all on schema public to ${owner};
    grant all on all tables in schema public to ${owner};
    grant all on all sequences in schema public to ${owner}`)
  onTestFinished(() => asSuperuser(`drop owned by ${owner}`).catch(() => undefined))

  const as = async (role: string | undefined, password: string) => {
    const own = new URL(url)
    Object.assign(own, { username: role, password })
    return startProgram({ ...deployment.environment, DATABASE_URL: own.href, PORT: String(await freePort()) })
  }
  await using before = await as(a, 'first')
  const old = await signIn(before, deployment, 'inviter')
  await using after = await as(b, 'second')
  await asSuperuser(`alter role ${a} nologin`)

  // The first still works on the connections that it has, until it is stopped; tokens are good with either. Where the worker has
  // the one that it has, it is told to come again.
  await expect.poll(async () => (await before.request('GET', '/organizations', { token: old.token })).status).toBe(200)
  expect((await after.request('GET', '/organizations', { token: old.token })).status).toBe(200)
  before.signal('SIGTERM')
  expect((await before.ended).code).toBe(0)
  expect((await after.request('GET', '/readyz')).status).toBe(200)
})
