import { sql } from '../../src/database/sql.ts'
import { type Actor, type Company, type Invited, succeeded } from './cast.ts'
import { isSwept } from './sending.ts'
import type { Answer, TestUsher } from './usher.ts'

/** What an invitee asked, as whoever reads it sees it. */
export interface Request {
  readonly id: string
  readonly invitation_id: string
  readonly kind: string
  readonly state: string
  readonly email: string | null
  readonly message: string | null
  readonly answered: string | null
  readonly asking_user_name: string | null
  readonly new_invitation_id: string | null
}

type Asker = Pick<Actor, 'request'>

/** The time of an invitation is up, and that is written down. */
export async function runsOut(usher: TestUsher, { id }: Invited): Promise<void> {
  await usher.db.run(sql`update invitations set expires_at = now() where id = ${id}`)
  await isSwept(usher, id)
}

export function asksAbout(actor: Asker, { id }: Invited, asked: object = { kind: 'renewal' }): Promise<Answer> {
  return actor.request('POST', `/invitations/${id}/requests`, { body: asked })
}

/** Signed in, with the link of an invitation to another address. */
export function asksByLink(actor: Asker, token: string, email: string, more = {}): Promise<Answer> {
  return actor.request('POST', '/invitation-links/requests', { body: { token, kind: 'readdress', email, ...more } })
}

/** With the link alone. */
export function asksForRenewal(usher: Pick<TestUsher, 'request'>, token: string, more = {}): Promise<Answer> {
  return usher.request('POST', '/invitation-links/renewal-requests', { body: { token, ...more } })
}

export async function ownRequests(actor: Actor): Promise<Request[]> {
  return succeeded(await actor.get('/invitation-requests')).body
}

export async function requestsTo(actor: Actor, company: Company, query = ''): Promise<Request[]> {
  return succeeded(await actor.get(`/organizations/${company.id}/invitation-requests${query}`)).body
}

export function decides(actor: Asker, company: Company, request: { id: string }, approve: boolean): Promise<Answer> {
  return actor.request('POST', `/organizations/${company.id}/invitation-requests/${request.id}?approve=${approve}`)
}

/** What is told about an invitation, in order. */
export function toldOf({ db }: TestUsher, { id }: { id: string }) {
  return db.many(sql<{ type: string; actor_type: string; actor_id: string | null; data: Record<string, unknown> }>`
    select type, actor_type, actor_id, data from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence`)
}
