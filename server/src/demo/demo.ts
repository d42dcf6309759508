import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { registerClient } from '../clients/clients.ts'
import type { Usher } from '../usher.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../http/problems.ts'
import { invite } from '../invitations/invite.ts'
import { join } from '../members/join.ts'
import { establish, slugFrom } from '../organizations/organizations.ts'
import { addServiceAccount } from '../service_accounts/service-accounts.ts'
import type { ServiceAccountWithKey } from '../service_accounts/schemas.ts'
import { personWith } from '../users/people.ts'
import type { Demo } from './description.ts'
import { greeting } from './greeting.ts'

const owner = { name: 'Ada Lovelace', address: 'ada@example.com' }
const members = [
  { name: 'Katherine Johnson', address: 'katherine@example.com' },
  { name: 'Alan Turing', address: 'alan@example.com' },
]
// Any port will do there, for a program on the developer's own machine.
const redirect_uri = 'http://127.0.0.1/callback'
const invited = ['grace@example.com', 'linus@example.com']

/**
 * Makes the demo organization at the first start on a data folder or database, and writes `demo.json` beside the data.
 *
 * @returns what to print: where things are, and lines to try
 */
export async function prepareDemo(usher: Usher): Promise<string> {
  const { config, db } = usher
  const file = joinPath(config.dataFolder, 'demo.json')
  const kept = existsSync(file) ? readDemo(file) : undefined
  const present =
    kept !== undefined &&
    (await db.maybe(sql<{ id: string }>`select id from clients where id = ${kept.platform_client.client_id}`)) !==
      undefined

  const made = present ? await completed(usher, kept) : await db.transaction((tx) => makeDemo(tx, config.publicUrl))
  const demo = { ...made, base_url: config.publicUrl, mailbox_url: `${config.publicUrl}/mailbox` }
  if (!present) await inviteEverybody(usher, demo)
  // Written aside and put in place whole: processes that share a database start at once and read each other's.
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  renameSync(aside, file)
  return greeting(demo, await invitationFor(usher, demo), file)
}

/** A demo that an older version made, with what has come since. */
async function completed({ db }: Usher, kept: Omit<Demo, 'application'> & Partial<Demo>): Promise<Demo> {
  return { ...kept, application: kept.application ?? (await db.transaction(addApplication)) }
}

async function makeDemo(tx: Transaction, publicUrl: string): Promise<Demo> {
  const ownerId = await addPerson(tx, owner)
  const organizationId = await found(tx, 'Analytical Engines', ownerId)
  const elsewhere = await found(tx, 'Difference Works', ownerId)
  const people = [{ ...owner, user_id: ownerId }]
  for (const person of members) {
    const userId = await addPerson(tx, person)
    people.push({ ...person, user_id: userId })
    const roleIds = [await roleOf(tx, organizationId, 'member')]
    await join(tx, { organizationId, userId, roleIds }, { actor: { type: 'user', id: ownerId }, requestId: null })
  }
  const machine = async (name: string, home: string, kind: 'admin' | 'member') =>
    addServiceAccount(tx, {
      publicUrl,
      organizationId: home,
      name,
      roleId: await roleOf(tx, home, kind),
      actor: { type: 'user', id: ownerId },
      requestId: null,
    })
  const inviter = await machine('Demo inviter', organizationId, 'admin')
  const invitee = await machine('Demo invitee', elsewhere, 'member')

  return {
    base_url: publicUrl,
    mailbox_url: `${publicUrl}/mailbox`,
    organization_id: organizationId,
    people,
    service_accounts: [credentials(inviter, 'inviter'), credentials(invitee, 'invitee')],
    application: await addApplication(tx),
    platform_client: await addPlatformClient(tx),
  }
}

/** The pending invitations, made by the same verb that the API calls, in the name of the demo's inviter. */
async function inviteEverybody({ db, config, deliveries }: Usher, demo: Demo): Promise<void> {
  const [inviter, invitee] = demo.service_accounts
  if (inviter === undefined || invitee === undefined) throw new Error('the demo has lost its service accounts')
  const caller = {
    issuer: config.publicUrl,
    subject: inviter.client_id,
    clientId: inviter.client_id,
    machine: true,
    issuedAt: new Date(),
    scopes: undefined,
  }
  for (const email of [invitee.address, ...invited]) {
    const outcome = await invite(db, config, {
      caller,
      organizationId: demo.organization_id,
      invitingUserId: undefined,
      invitation: { email },
      requestId: 'demo',
    })
    if (outcome instanceof Refusal && outcome.code !== 'already_invited')
      throw new Error(`the demo could not invite ${email}: ${outcome.code}`)
  }
  deliveries.wake()
}

/** The invitation that the printed lines answer: the pending one of the demo's invitee, if it is still there. */
async function invitationFor({ db }: Usher, demo: Demo): Promise<string | undefined> {
  const address = demo.service_accounts.find(({ role }) => role === 'invitee')?.address
  const row = await db.maybe(sql<{ id: string }>`
    select id from invitations
    where canonical_email = ${address} and status = 'pending' and organization_id = ${demo.organization_id}`)
  return row?.id
}

/** A public client of the operator's own, for the walk of docs/SIGN_IN.md. */
async function addApplication(tx: Transaction): Promise<Demo['application']> {
  const asked = { name: 'Demo application', public: true, redirect_uris: [redirect_uri], first_party: true }
  const made = await registerClient(tx, asked, { actor: { type: 'system' }, requestId: null })
  if (made instanceof Refusal) throw new Error('the demo has no application')
  return { client_id: made.client_id, redirect_uri }
}

async function addPlatformClient(tx: Transaction): Promise<Demo['platform_client']> {
  const asked = { name: 'Demo application', kind: 'platform' } as const
  const made = await registerClient(tx, asked, { actor: { type: 'system' }, requestId: null })
  if (made instanceof Refusal || made.client_secret === undefined) throw new Error('the demo has no platform client')
  return { client_id: made.client_id, client_secret: made.client_secret }
}

/** Somebody who signs in with this address, be it the one who did so before `demo.json` was lost. */
async function addPerson(tx: Transaction, { name, address }: { name: string; address: string }): Promise<string> {
  const person = await personWith(tx, { email: address, canonical: address })
  if (person instanceof Refusal) throw new Error(`${address} was deactivated, so there is no demo with them.`)
  await tx.run(sql`update users set name = ${name} where id = ${person.id}`)
  return person.id
}

async function found(tx: Transaction, name: string, ownerId: string): Promise<string> {
  const slug = slugFrom(name)
  const creator = { type: 'user', id: ownerId } as const
  const id = await establish(tx, { profile: { name, slug }, creator, ownerId, requestId: null })
  if (id === undefined) throw new Error(`${ownerId} is no active user, so there is no demo with them.`)
  return id
}

async function roleOf(tx: Transaction, organizationId: string, kind: string): Promise<string> {
  const { id } = await tx.one(sql<{ id: string }>`
    select id from roles where organization_id = ${organizationId} and kind = ${kind}`)
  return id
}

function credentials({ name, email, client_id, client_secret }: ServiceAccountWithKey, role: 'inviter' | 'invitee') {
  return { name, address: email, client_id, client_secret, role }
}

function readDemo(file: string): Demo {
  return JSON.parse(readFileSync(file, 'utf8')) as Demo
}
