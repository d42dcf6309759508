import { sql } from '../../src/database/sql.ts'
import type { Actor } from './cast.ts'
import { allIsTold, mailbox } from './mailed.ts'
import { userIdOf } from './operator.ts'
import type { TestUsher } from './usher.ts'

/** A notice to a user, as the queue has it. */
export interface Notice {
  readonly id: string
  readonly template: string
  readonly state: string
  readonly detail: string | null
}

/** The notices to an actor once all is told, oldest first. */
export async function noticesTo(usher: TestUsher, actor: Actor): Promise<Notice[]> {
  const userId = await userIdOf(usher, actor)
  await allIsTold(usher)
  return usher.db.many(sql<Notice>`
    select id, template, state, detail from deliveries where user_id = ${userId} order by event_sequence`)
}

/** Which notices reached an actor, once all is told, oldest first. */
export async function toldTo(usher: TestUsher, actor: Actor): Promise<string[]> {
  return (await noticesTo(usher, actor)).filter(({ state }) => state === 'sent').map(({ template }) => template)
}

/** The newest mail to an address, once all is told. */
export async function latestMailTo(usher: TestUsher, address: string): Promise<{ subject: string; text: string }> {
  await allIsTold(usher)
  const [latest] = await mailbox(usher, address)
  return latest ?? { subject: '', text: '' }
}

/** A notice that is sent now, whatever became of it before; what becomes of it then. */
export async function sentNow(usher: TestUsher, { id }: Notice): Promise<Pick<Notice, 'state' | 'detail'>> {
  await usher.db.run(sql`delete from mailbox_messages where delivery_id = ${id}`)
  await usher.db.run(sql`update deliveries set state = 'queued', due_at = now() where id = ${id}`)
  await allIsTold(usher)
  return usher.db.one(sql<Pick<Notice, 'state' | 'detail'>>`select state, detail from deliveries where id = ${id}`)
}

/** The events of these types in an organization wait to be told once more. */
export async function retold({ db }: TestUsher, { id }: { id: string }, ...types: string[]): Promise<void> {
  await db.run(sql`
    insert into events_to_relay (event_sequence)
    select sequence from events where organization_id = ${id} and type = any(${types}::text[])`)
}
