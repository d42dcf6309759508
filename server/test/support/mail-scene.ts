import { expect } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './cast.ts'
import { type MailSink, type Received, startMailSink } from './mail-sink.ts'
import { startUsher, type TestUsher } from './usher.ts'

/** The service with a mail server that takes its mails. */
export interface Mailing extends AsyncDisposable {
  readonly usher: TestUsher
  readonly sink: MailSink
}

export async function startMailing(environment: Record<string, string>): Promise<Mailing> {
  await using stack = new AsyncDisposableStack()
  const sink = stack.use(await startMailSink())
  const settings = { SMTP_URL: sink.url, MAIL_FROM: 'Usher <usher@example.com>', USHER_RESEND_COOLDOWN_SECONDS: '0' }
  const usher = stack.use(await startUsher({ ...settings, ...environment }))
  const parts = stack.move()
  return { usher, sink, [Symbol.asyncDispose]: () => parts.disposeAsync() }
}

/** An invitation whose mail the next server took. */
export class Mailed {
  readonly #mailing: Mailing
  readonly ada: Actor
  readonly grace: Actor
  readonly company: Company
  readonly invitation: Invited

  private constructor(mailing: Mailing, parts: Pick<Mailed, 'ada' | 'grace' | 'company' | 'invitation'>) {
    this.#mailing = mailing
    this.ada = parts.ada
    this.grace = parts.grace
    this.company = parts.company
    this.invitation = parts.invitation
  }

  static async invitation(mailing: Mailing): Promise<Mailed> {
    const { ada, grace } = await cast(mailing.usher, 'ada', 'grace')
    const company = await ada.founds()
    const made = new Mailed(mailing, { ada, grace, company, invitation: await ada.invites(company, grace) })
    await expect.poll(() => made.delivery()).toMatchObject({ state: 'sent' })
    return made
  }

  /** The newest mail that came to the invitee. */
  get mail(): Received {
    const mail = this.mails.at(-1)
    if (mail === undefined) throw new Error('no mail came')
    return mail
  }

  get mails(): readonly Received[] {
    return this.#mailing.sink.received.filter(({ to }) => to.includes(this.grace.address))
  }

  get token(): string {
    return /(?<=\/join#)[\w-]{43}/.exec(this.mail.mail.text ?? '')?.[0] ?? ''
  }

  get path(): string {
    return `/organizations/${this.company.id}/invitations/${this.invitation.id}`
  }

  /** The newest delivery, as the inviter sees it. */
  async delivery(): Promise<Record<string, unknown>> {
    return succeeded(await this.ada.get(this.path)).body.delivery
  }

  /** The id of the newest one. */
  async deliveryId(): Promise<string> {
    const { body } = succeeded(await this.ada.get(`${this.path}/deliveries`))
    return (body as { id: string }[]).at(-1)?.id ?? ''
  }

  /** What happened, as the inviter sees it. */
  async events(): Promise<string[]> {
    const { body } = succeeded(await this.ada.get(`${this.path}/events`))
    return (body as { type: string }[]).map(({ type }) => type)
  }

  async isResent(): Promise<void> {
    succeeded(await this.ada.request('POST', `${this.path}/resend`))
  }

  /** As the clock has it done. */
  async isReminded(): Promise<void> {
    const { db, running } = this.#mailing.usher
    // Whatever time it is: by night reminders wait.
    await db.run(sql`
      insert into mail_settings (organization_id, awake_from, awake_until) values (${this.company.id}, '00:00', '00:00')
      on conflict (organization_id) do nothing`)
    await db.run(sql`
      insert into deliveries (kind, template, lane, organization_id, invitation_id, counted)
      values ('invitation_mail', 'reminder', ${this.company.id}, ${this.company.id}, ${this.invitation.id}, true)`)
    running.deliveries.wake()
  }
}
