import { type MailSink, startMailSink } from '../mail-sink.ts'
import { type Receiver, startReceiver } from '../receiver.ts'
import { startUsher, type TestUsher } from '../usher.ts'
import { type Crew, gatherCrew } from './workers.ts'

/** Where drills take place: the service without a queue of its own, the mail server, the receiver of webhooks, and those who work. */
export interface DrillGround extends AsyncDisposable {
  readonly usher: TestUsher
  readonly sink: MailSink
  readonly receiver: Receiver
  readonly crew: Crew
}

export async function openDrillGround(): Promise<DrillGround> {
  await using stack = new AsyncDisposableStack()
  const sink = stack.use(await startMailSink())
  const receiver = stack.use(await startReceiver())
  const usher = stack.use(
    await startUsher({
      SMTP_URL: sink.url,
      MAIL_FROM: 'Usher <usher@example.com>',
      USHER_WEBHOOK_ALLOW_LOOPBACK: 'true',
      USHER_RESEND_COOLDOWN_SECONDS: '0',
      USHER_MAILS_PER_ORGANIZATION_PER_DAY: '1000000',
    }),
  )
  // This process answers requests; the queue is others' work.
  await usher.running.deliveries[Symbol.asyncDispose]()
  const crew = stack.use(gatherCrew(usher.environment))
  const parts = stack.move()
  return { usher, sink, receiver, crew, [Symbol.asyncDispose]: () => parts.disposeAsync() }
}
