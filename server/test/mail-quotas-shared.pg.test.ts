import { expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { startFleet } from './support/fleet.ts'
import { runProgram } from './support/program.ts'
import { startUsher } from './support/usher.ts'

const most = 7

test('all processes count together, and a restart forgets nothing (case 147)', async () => {
  await using usher = await startUsher({ USHER_MAILS_PER_ORGANIZATION_PER_DAY: String(most) })
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const invites = (served: Pick<typeof usher, 'request'>) =>
    served.request('POST', `/organizations/${company.id}/invitations`, {
      token: ada.token,
      body: { email: newAddress() },
    })
  {
    await using fleet = await startFleet(usher, 2)
    const answers = await Promise.all(Array.from({ length: 24 }, (_, each) => invites(each % 3 === 0 ? usher : fleet)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(most)
    expect(statuses.filter((status) => status === 429)).toHaveLength(24 - most)
  }
  await using again = await startFleet(usher, 1)
  expect((await invites(again)).body).toMatchObject({ code: 'mail_quota_reached', limit: 'organization' })
  const { invitations } = await usher.db.one(sql<{ invitations: number }>`
    select count(*)::integer as invitations from invitations where organization_id = ${company.id}`)
  expect(invitations).toBe(most)
}, 120_000)

test('an operator vouches for an organization on the command line', async () => {
  await using usher = await startUsher()
  const { ada } = await cast(usher, 'ada')
  const { id } = await ada.founds()
  const vouch = (...args: string[]) => runProgram(['vouch', '--organization', ...args], usher.environment)
  expect(await vouch(id)).toMatchObject({ code: 0, said: `You vouch for organization ${id}.\n` })
  const withdrawn = await vouch(id, '--withdraw', '--json')
  expect(JSON.parse(withdrawn.said)).toEqual({ organization_id: id, vouched: false, changed: true })
  expect((await vouch('acme')).said).toContain('acme is no id of an organization')
  expect((await vouch(crypto.randomUUID())).said).toContain('There is no organization')
}, 120_000)
