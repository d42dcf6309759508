import type { MailSink } from './mail-sink.ts'
import { type MeddlingProxy, startMeddlingProxy } from './meddling-proxy.ts'

/** What a mail is handed over by, and what its client says there. The first connects. */
export const conversation: readonly (readonly [step: string, texts: readonly string[]])[] = [
  ['the greeting', []],
  ['EHLO', ['EHLO']],
  ['MAIL', ['MAIL FROM']],
  ['RCPT', ['RCPT TO']],
  ['DATA', ['DATA\r\n']],
  ['the final dot', ['DATA\r\n', '\r\n.\r\n']],
]

/** Stands before a mail server. */
export function startSmtpProxy({ port }: MailSink): Promise<MeddlingProxy> {
  // The last line of an answer has a space behind its code (RFC 5321 section 4.2).
  const answered = (said: Buffer) => /^\d{3} [^\r\n]*\r\n$/m.test(said.toString('latin1'))
  return startMeddlingProxy({ hostname: '127.0.0.1', port }, { answered })
}
