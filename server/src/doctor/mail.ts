import type { Config } from '../config.ts'
import { probeMailServer } from '../mail/probe.ts'
import { type Finding, warning, well, wordsOf, wrong } from './finding.ts'

/** That mail can leave, as far as can be told without sending one. */
export async function examineMail({ mail }: Config): Promise<Finding> {
  if (mail.kind === 'mailbox') return well('mail', 'Mails are kept in the development mailbox.')
  if (mail.kind === 'off') {
    return warning(
      'mail',
      'Mail is switched off, so nobody hears of an invitation.',
      'Remove USHER_MAIL, set SMTP_URL.',
    )
  }
  const { host, hostname, username } = new URL(mail.url.reveal())
  try {
    const { tls } = await probeMailServer({ url: mail.url, connections: 1 })
    const signedIn = username === '' ? '' : ' and knows us'
    if (tls || hostname === 'localhost' || hostname.startsWith('127.')) {
      return well('mail', `${host} answers${tls ? ', encrypted' : ''}${signedIn}.`)
    }
    return warning(
      'mail',
      `${host} answers${signedIn}, but offers no encryption: mails and their links travel readable.`,
      'Use a mail server with STARTTLS, or smtps://.',
    )
  } catch (error) {
    return wrong('mail', `${host} does not take mail from us: ${wordsOf(error)}.`, 'Mend SMTP_URL, or that server.')
  }
}
