import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { decides, requestsTo } from '../../server/test/support/asking.ts'
import { type Actor, cast, type Company, succeeded } from '../../server/test/support/cast.ts'
import { newAddress } from '../../server/test/support/codes.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'
import { words } from './support/words.ts'
import { tell } from '../src/join/tell.ts'

const { t } = words.en
const accept = t('invitation.accept')

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsherWithConsole()
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Ada approves the one thing that was asked of her company. */
async function approves(company: Company): Promise<void> {
  const [request, ...more] = await requestsTo(ada, company, '?state=open')
  expect([request === undefined, more]).toEqual([false, []])
  if (request !== undefined) succeeded(await decides(ada, company, request, true))
}

test('Story 93: whose invitation has expired asks for a new one, and the same link opens it', async () => {
  const company = await ada.founds('Analytical Engines')
  const grace = await visitor(usher, newAddress('grace'))
  const { id } = await ada.invites(company, grace.address)
  const about = { organization: 'Analytical Engines', inviter: 'Ada' }
  await grace.opensMail()
  await usher.db.run(sql`
    update invitations set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days' where id = ${id}`)
  grace.willBeRefused(410)
  await grace.reloads()
  await grace.sees(tell(t, 'join.expired', about))
  await grace.presses(t('join.action.renewal'))
  await grace.sees(t('join.renewal_requested'))
  await grace.sees(tell(t, 'join.renewal_requested_text', about), 'text')
  await grace.reloads()
  await grace.sees(t('join.renewal_requested'))

  await approves(company)
  await grace.reloads()
  await grace.sees(t('join.sign_in_to_answer'), 'button')
})

test('Story 94: signed in with another account, one asks for the invitation at its address (cases 92, 144)', async () => {
  const company = await ada.founds('Difference Engines')
  const address = newAddress('grace')
  await ada.invites(company, address)
  const eve = await visitor(usher, newAddress('eve'))
  await eve.signsInToConsole()
  eve.willBeRefused(403)
  await eve.opensMail(address)
  await eve.sees(t('join.wrong_account'))
  await eve.presses(t('join.action.readdress', { own: eve.address }))
  await eve.sees(t('join.readdress_requested'))
  expect(await eve.find(accept, 'button').count()).toBe(0)

  await approves(company)
  await eve.opensMail()
  await eve.sees(accept, 'button')
  await eve.presses(accept)
  await eve.sees(tell(t, 'join.accepted', { organization: 'Difference Engines' }))
})
