import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { sql } from '../src/database/sql.ts'
import { examine } from '../src/doctor/doctor.ts'
import type { Finding } from '../src/doctor/finding.ts'
import { cast } from './support/cast.ts'
import { freshDatabase } from './support/store.ts'
import { freePort, startUsher } from './support/usher.ts'

const about = (found: readonly Finding[], what: string) => found.find((each) => each.about === what)

test('a link key that pending invitations need is missed, one that nothing needs is named', async () => {
  await using own = await startUsher({ USHER_LINK_KEYS: 'old:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa' })
  const { ada } = await cast(own, 'ada')
  await ada.invites(await ada.founds(), 'grace@example.com')
  const keys = (text: string) => examine(readConfig({ environment: { ...own.environment, USHER_LINK_KEYS: text } }))
  const lost = await keys('new:aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ')
  expect(about(lost, 'signing keys')).toMatchObject({ state: 'wrong', reason: expect.stringContaining('epoch old') })
  expect(about(lost, 'link keys')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('old:secret') })
  const both = 'new:aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ,old:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
  expect(about(await keys(both), 'link keys')?.reason).toBe('New links are made with epoch new.')
  await own.db.run(sql`update invitations set link_epoch = 'new'`)
  await own.db.run(sql`delete from signing_keys`)
  expect(about(await keys(both), 'link keys')?.reason).toMatch(/Nothing needs old any more/)
})

test('a schema that is behind is told with the command that mends it', async () => {
  await using own = await startUsher()
  await own.db.run(sql`delete from migrations where number = (select max(number) from migrations)`)
  const found = await examine(readConfig({ environment: own.environment }))
  expect(about(found, 'migrations')).toMatchObject({
    state: 'wrong',
    mend: expect.stringContaining('usher-server migrate'),
  })
})

test('the role is to own its database and no more', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const role = `usher_${crypto.randomUUID().replaceAll('-', '')}`
  const rights = async () => {
    const url = new URL(database.url)
    Object.assign(url, { username: role, password: 'its-own' })
    const environment = {
      DATABASE_URL: url.href,
      PUBLIC_URL: 'https://usher.invalid',
      PORT: String(await freePort()),
      USHER_MAIL: 'off',
      USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
      USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
    }
    return about(await examine(readConfig({ environment })), 'database rights')
  }
  const asSuperuser = async (text: string, url = database.url) => {
    const client = new pg.Client(url)
    await client.connect()
    await client.query(text)
    await client.end()
  }
  await asSuperuser(`create role ${role} superuser login password 'its-own'`)
  onTestFinished(() => asSuperuser(`drop role ${role}`, inject('postgresUrl')))
  onTestFinished(() => asSuperuser(`drop owned by ${role}`))

  expect(await rights()).toMatchObject({ state: 'wrong', reason: expect.stringContaining('is a superuser') })
  await asSuperuser(`alter role ${role} nosuperuser`)
  expect(await rights()).toMatchObject({
    state: 'wrong',
    reason: expect.stringMatching(/may not read and write \d+ tables/),
  })
  await asSuperuser(`grant select, insert, update, delete on all tables in schema public to ${role}`)
  expect(await rights()).toMatchObject({ state: 'warning', reason: expect.stringContaining('but not migrate') })
  await asSuperuser(`grant create on schema public to ${role}`)
  expect(await rights()).toMatchObject({ state: 'well' })
})
