import { oneLine } from './plain.ts'

/** Who a mail comes from, as headers name them. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/**
 * Who mails come from. The address is always the one of `MAIL_FROM`, whose domain vouches for the mail; an organization's name
 * stands before ours, so that it can never pass for somebody who is not sent through this service.
 *
 * @param mailFrom as `Usher <usher@example.com>`
 */
export function senderOf(mailFrom: string, senderName: string | undefined): Sender {
  const [, name = '', address = mailFrom] = /^(.*?)\s*<([^<>]+)>\s*$/.exec(mailFrom) ?? []
  const own = oneLine(name.replaceAll('"', ''))
  if (senderName === undefined) return { name: own, address }
  return { name: `${oneLine(senderName, 100)} via ${own || address.split('@').at(-1)}`, address }
}

/** As the header reads: the name in quotes. */
export function headerOf({ name, address }: Sender): string {
  return name === '' ? address : `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>`
}
