import { createTransport } from 'nodemailer'
import type { Received } from './mail-sink.ts'

/** What a mail server says of one recipient. */
export interface Said {
  readonly action: string
  readonly status: string
  readonly diagnostic?: string
}

export const no_such_user: Said = {
  action: 'failed',
  status: '5.1.1',
  diagnostic: 'smtp; 550 5.1.1 <grace@example.com>: Recipient address rejected: User unknown',
}

/** A delivery status notification (RFC 3464) as mail servers write it, returning the headers of the mail that it is about. */
export function notification(about: Pick<Received, 'to' | 'mail'>, { action, status, diagnostic }: Said): string {
  const returned = about.mail.headerLines.map(({ line }) => line).join('\r\n')
  return [
    'From: MAILER-DAEMON@mx.example.com (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    ' boundary="1A2B/mx.example.com"',
    '',
    '--1A2B/mx.example.com',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry to have to inform you that your message was ${action}.`,
    '',
    '--1A2B/mx.example.com',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    'Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0000 (UTC)',
    '',
    `Final-Recipient: rfc822; ${about.to[0]}`,
    `Original-Recipient: rfc822;${about.to[0]}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(diagnostic === undefined ? [] : ['Remote-MTA: dns; mx2.example.com', `Diagnostic-Code: ${folded(diagnostic)}`]),
    '',
    '--1A2B/mx.example.com',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    returned,
    '',
    '--1A2B/mx.example.com--',
    '',
  ].join('\r\n')
}

function folded(text: string): string {
  return text.replaceAll(/(.{40,60}?) /g, '$1\r\n    ')
}

/**
 * Hands a mail over as a mail server would, which answers nobody.
 *
 * @returns what is answered
 */
export async function handOver(
  port: number,
  { to, raw, from = '' }: { to: string; raw: string | Buffer; from?: string },
): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  try {
    const { response } = await transport.sendMail({ envelope: { from, to }, raw })
    return response
  } catch (error) {
    return (error as { response?: string }).response ?? String(error)
  } finally {
    transport.close()
  }
}
