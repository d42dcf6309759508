import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { connectionOf, type MailSettings } from './send.ts'

const patience_ms = 15_000

/**
 * Speaks to the mail server as far as a mail would, and sends none: greeting, EHLO, STARTTLS where it is offered, sign-in.
 *
 * @returns whether the connection is encrypted
 * @throws Error with the server's answer, or with what was in the way
 */
export async function probeMailServer(settings: Pick<MailSettings, 'url' | 'connections'>): Promise<{ tls: boolean }> {
  const { auth, ...options } = connectionOf(settings)
  const connection = new SMTPConnection(options)
  const { promise, resolve, reject } = Promise.withResolvers<{ tls: boolean }>()
  const timer = setTimeout(() => reject(new Error('it did not finish in time')), patience_ms)
  connection.once('error', reject)
  connection.once('end', () => reject(new Error('it hung up')))
  connection.connect((error) => {
    if (error) return reject(error)
    const tls = connection.secure
    if (auth === undefined) return resolve({ tls })
    connection.login({ credentials: auth }, (refused) => (refused ? reject(refused) : resolve({ tls })))
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    connection.on('error', () => undefined)
    connection.quit()
    connection.close()
  }
}
