import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { allIsTold, linkTokenMailedTo, mailsTo } from './support/mailed.ts'
import { adds, codeOf, verifies } from './support/own-addresses.ts'
import { type Resident, resident } from './support/resident.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let grace: Resident
let company: Company
let invitation: Invited
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  grace = await resident(usher, 'grace')
  company = await ada.founds()
  invitation = await ada.invites(company, grace)
})

function declines(wish: object, by: Actor = grace, which = invitation): Promise<Answer> {
  return by.request('POST', `/invitations/${which.id}?accept=false`, { body: wish })
}

async function blocksOf(actor: Actor): Promise<{ organization_id: string }[]> {
  return succeeded(await actor.get('/users/me/blocks')).body
}

function unblocks(actor: Actor, organizationId = company.id): Promise<Answer> {
  return actor.request('DELETE', `/users/me/blocks/${organizationId}`)
}

/** An invitation as those who manage it see it, once its mail is out of their hands. */
async function managed({ id, organization_id }: Invited): Promise<Record<string, unknown> & { delivery: object }> {
  const read = () => ada.get(`/organizations/${organization_id}/invitations/${id}`)
  await expect.poll(async () => (await read()).body.delivery.state).toBe('sent')
  return (await read()).body
}

interface Told {
  type: string
  organization_id: string | null
  actor_id: string
  data: object
}

function toldAbout(subjectId: string): Promise<Told[]> {
  return usher.db.many(sql<Told>`
    select type, organization_id, actor_id, data from events where subject_id = ${subjectId} and type <> 'invitation.sent' order by sequence`)
}

describe('who blocks an organization as they decline', () => {
  beforeEach(async () => {
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(1)
    expect((await declines({ block_organization: true })).text).toBe('null')
  })

  test('gets no mail of it and sees no invitation of it any more (case 64)', async () => {
    const unwanted = await ada.invites(company, grace)
    await managed(unwanted)
    expect(await mailsTo(usher, grace.address)).toBe(1)
    expect(await grace.inbox()).toEqual([])
    const club = await ada.founds('Club')
    const wanted = await ada.invites(club, grace)
    expect(await grace.inbox()).toEqual([wanted.id])
    await expect.poll(() => mailsTo(usher, grace.address)).toBe(2)
  })

  test('is not given away by anything that the organization can see (case 64)', async () => {
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    const tried = [await ada.tryToInvite(company, grace.address), await ada.tryToInvite(company, linus.address)]
    const [unwanted, ordinary] = tried.map(({ status, headers, body }) => ({
      status,
      names: [...headers.keys()].toSorted(),
      body,
    }))
    expect([unwanted?.status, unwanted?.names]).toEqual([ordinary?.status, ordinary?.names])
    const shown = async (which: Invited) => {
      const { delivery, ...rest } = await managed(which)
      return {
        ...rest,
        delivery: { ...delivery, last_sent: '' },
        id: '',
        email: '',
        created: '',
        updated: '',
        expiration_date: '',
        next_reminder: rest['next_reminder'] !== null,
      }
    }
    await allIsTold(usher)
    expect(await shown(unwanted?.body)).toEqual(await shown(ordinary?.body))
    expect(codeOf(await ada.tryToInvite(company, grace.address))).toEqual([409, 'already_invited'])
    const told = await usher.db.many(sql<{ type: string; data: object }>`
      select type, data from events where organization_id = ${company.id} and type <> 'invitation.sent'`)
    expect(JSON.stringify(told)).not.toContain('block')
    expect(await toldAbout(invitation.id)).toContainEqual({
      type: 'invitation.declined',
      organization_id: company.id,
      actor_id: grace.id,
      data: { reason: null, before: { status: 'pending' }, after: { status: 'declined' } },
    })
  })

  test('is rid of it at every address of theirs, also one that they verify later, and of no other (case 64)', async () => {
    const second = newAddress('second')
    await verifies(usher, grace, second)
    const later = newAddress('later')
    const toSecond = await ada.invites(company, second)
    await ada.invites(company, later)
    await managed(toSecond)
    await linkTokenMailedTo(usher, later)
    expect((await usher.request('GET', `/mailbox/messages?to=${second}`)).text).not.toContain('/join#')
    expect(await grace.inbox()).toEqual([])
    await verifies(usher, grace, later)
    expect(await grace.inbox()).toEqual([])

    // An address that they only say is theirs is another's.
    const others = newAddress('others')
    await adds(grace, others)
    await ada.invites(company, others)
    await linkTokenMailedTo(usher, others)
    expect(await (await resident(usher, 'other', others)).inbox()).toHaveLength(1)
  })

  test('does not see what it had sent before to another address of theirs', async () => {
    const second = newAddress('second')
    await verifies(usher, grace, second)
    const club = await ada.founds('Club')
    const first = await ada.invites(club, grace)
    await ada.invites(club, second)
    expect(await grace.inbox()).toHaveLength(2)
    await declines({ block_organization: true }, grace, first)
    expect(await grace.inbox()).toEqual([])
  })

  test('may still open an invitation whose address they are given, and accept it', async () => {
    const unwanted = await ada.invites(company, grace)
    expect((await grace.get(`/invitations/${unwanted.id}`)).status).toBe(200)
    expect((await grace.get(`/invitations/${unwanted.id}/details`)).status).toBe(200)
    expect((await grace.accepts(unwanted)).body).toBe(company.id)
  })

  test('finds it among their blocks, and can take it back', async () => {
    expect(await blocksOf(grace)).toEqual([
      {
        organization_id: company.id,
        organization_name: 'Analytical Engines',
        organization_logo_url: null,
        created: expect.stringMatching(/Z$/),
      },
    ])
    const kept = await ada.invites(company, grace)
    expect((await unblocks(grace)).text).toBe('null')
    expect(await blocksOf(grace)).toEqual([])
    expect(await grace.inbox()).toEqual([kept.id])
    const again = await unchanged(usher, () => unblocks(grace))
    expect([again.status, again.text]).toEqual([200, 'null'])
    expect(await toldAbout(grace.id)).toEqual([
      {
        type: 'user.organization_blocked',
        organization_id: null,
        actor_id: grace.id,
        data: { organization_id: company.id },
      },
      {
        type: 'user.organization_unblocked',
        organization_id: null,
        actor_id: grace.id,
        data: { organization_id: company.id },
      },
    ])
    expect((await grace.accepts(kept)).body).toBe(company.id)
  })

  test('has blocked nothing for anybody else', async () => {
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    expect(await blocksOf(linus)).toEqual([])
    await unchanged(usher, () => unblocks(linus))
    await unchanged(usher, () => unblocks(linus, crypto.randomUUID()))
    expect(await blocksOf(grace)).toHaveLength(1)
    const invited = await ada.invites(company, linus)
    expect(await linus.inbox()).toEqual([invited.id])
  })

  test('reads their blocks in pages', async () => {
    for (const name of ['Club', 'Choir']) {
      const other = await ada.founds(name)
      await declines({ block_organization: true }, grace, await ada.invites(other, grace))
    }
    const first = await grace.get('/users/me/blocks?limit=2')
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await grace.get(new URL(next).pathname + new URL(next).search)
    const names = [...first.body, ...second.body].map((each: { organization_name: string }) => each.organization_name)
    expect([names, second.headers.get('link')]).toEqual([['Analytical Engines', 'Club', 'Choir'], null])
  })
})

describe('saying so again', () => {
  test('blocks also where they had declined before', async () => {
    await grace.declines(invitation)
    expect(await blocksOf(grace)).toEqual([])
    expect((await declines({ block_organization: true })).text).toBe('null')
    expect(await blocksOf(grace)).toHaveLength(1)
    await unchanged(usher, () => declines({ block_organization: true, report: false }))
  })

  test('blocks and reports once, however many at once', async () => {
    const wish = { reason: 'Who are you?', block_organization: true, report: true }
    const answers = await Promise.all(Array.from({ length: 30 }, () => declines(wish)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 null']))
    expect(await blocksOf(grace)).toHaveLength(1)
    const types = [...(await toldAbout(invitation.id)), ...(await toldAbout(grace.id))].map(({ type }) => type)
    expect(types.toSorted()).toEqual([
      'invitation.created',
      'invitation.declined',
      'invitation.reported',
      'user.organization_blocked',
    ])
  })

  test('does nothing where the decline is refused', async () => {
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    const wish = { block_organization: true, report: true }
    expect(codeOf(await unchanged(usher, () => declines(wish, linus)))).toEqual([404, 'not_found'])
    await grace.accepts(invitation)
    expect(codeOf(await unchanged(usher, () => declines(wish)))).toEqual([409, 'already_accepted'])
  })
})

describe('who does not know an organization', () => {
  test('reports it to the operators, and not to the organization', async () => {
    expect((await declines({ report: true })).text).toBe('null')
    expect(await blocksOf(grace)).toEqual([])
    expect((await toldAbout(invitation.id)).at(-1)).toEqual({
      type: 'invitation.reported',
      organization_id: null,
      actor_id: grace.id,
      data: { organization_id: company.id },
    })
    await unchanged(usher, () => declines({ report: true }))
  })

  test('may be known by another issuer', async () => {
    const other = await enter(usher, 'other')
    const theirs = await ada.invites(company, other)
    expect((await declines({ report: true, block_organization: true }, other, theirs)).text).toBe('null')
    expect(await blocksOf(other)).toHaveLength(1)
  })

  test.each([
    ['a word', { block_organization: 'yes' }],
    ['a number', { report: 1 }],
    ['nothing', { block_organization: null }],
    ['another field', { block: true }],
  ])('says so by true or false, not by %s', async (_, wish) => {
    expect(codeOf(await unchanged(usher, () => declines(wish)))).toEqual([422, 'validation_failed'])
  })

  test('does not say so as they accept', async () => {
    const accept = () =>
      grace.request('POST', `/invitations/${invitation.id}?accept=true`, { body: { block_organization: true } })
    expect(codeOf(await unchanged(usher, accept))).toEqual([422, 'validation_failed'])
  })
})
