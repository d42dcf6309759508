import { sql } from '../../../server/src/database/sql.ts'
import type { Actor, Company, Invited } from '../../../server/test/support/cast.ts'
import { newAddress } from '../../../server/test/support/codes.ts'
import { codeMailedTo } from '../../../server/test/support/mailed.ts'
import type { TestUsher } from '../../../server/test/support/usher.ts'
import type { Person } from './person.ts'
import { type Habits, visitor } from './visitor.ts'

/** Somebody at a browser, signed in nowhere, and the invitation that was mailed to them. */
export interface Invitee {
  readonly usher: TestUsher
  readonly owner: Actor
  readonly grace: Person
  readonly company: Company
  readonly invitation: Invited
  /** Of the organization, unlike all others. */
  readonly name: string
}

let companies = 0

/** Has an owner found a company and invite somebody into it. */
export async function invited(
  usher: TestUsher,
  owner: Actor,
  { habits, address = newAddress('grace') }: { habits?: Habits; address?: string } = {},
): Promise<Invitee> {
  const name = `Analytical Engines ${++companies}`
  const company = await owner.founds(name)
  const grace = await visitor(usher, address, habits)
  return { usher, owner, grace, company, invitation: await owner.invites(company, address), name }
}

/** What the page of their invitation says first. */
export function headlineFor({ grace, owner, name }: Pick<Invitee, 'grace' | 'owner' | 'name'>): string {
  return grace.words.t('join.headline', { whom: 'inviter', inviter: owner.name, organization: name })
}

export function welcomeFor({ grace, name }: Pick<Invitee, 'grace' | 'name'>): string {
  return grace.words.t('join.accepted', { whom: 'inviter', organization: name })
}

/** From the mail to the page with the two answers. */
export async function comesToAnswer(invitee: Invitee): Promise<void> {
  const { grace } = invitee
  const { t } = grace.words
  await grace.opensMail()
  await grace.sees(headlineFor(invitee))
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.signsIn()
  await grace.sees(t('invitation.accept'), 'button')
}

/** Signs somebody in with another address than the one that they are invited at, as far as the inbox. @returns that address */
export async function entersAsAnother(usher: TestUsher, person: Person): Promise<string> {
  const other = newAddress('linus')
  const { signIn, code } = person.words.login
  await person.opens('/console/')
  await person.presses(person.words.t('landing.sign_in'), 'link')
  await person.fills(signIn.address, other)
  await person.presses(signIn.mailCode)
  await person.fills(code.code, await codeMailedTo(usher, other))
  await person.presses(code.signIn)
  await person.glancesAt(person.words.t('inbox.title'))
  return other
}

export async function isMember({ owner, company, grace }: Invitee): Promise<boolean> {
  return (await owner.membersOf(company)).some(({ email }) => email === grace.address)
}

/** What was answered or done about an invitation since it was made, in order. That its mail left or that it was looked at is no answer. */
export async function history({ usher, invitation }: Pick<Invitee, 'usher' | 'invitation'>): Promise<string[]> {
  const rows = await usher.db.many(sql<{ type: string }>`
    select type from events where subject_id = ${invitation.id} order by sequence`)
  const unasked = ['invitation.created', 'invitation.sent', 'invitation.seen']
  return rows.map(({ type }) => type).filter((type) => !unasked.includes(type))
}

/** Lets an invitation come to its end by time. */
export async function expires({ usher, invitation }: Pick<Invitee, 'usher' | 'invitation'>): Promise<void> {
  await usher.db.run(sql`
    update invitations set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'
    where id = ${invitation.id}`)
}

/** Changes how many may belong to an organization. */
export async function hasSeats({ usher, company }: Pick<Invitee, 'usher' | 'company'>, seats: number): Promise<void> {
  await usher.db.run(sql`update organizations set seat_limit = ${seats} where id = ${company.id}`)
}
