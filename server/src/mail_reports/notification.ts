import { type ParsedMail, simpleParser, type StructuredHeader } from 'mailparser'
import type { Config } from '../config.ts'
import { mark_header, markedDelivery } from '../mail/mark.ts'
import { firstLine } from '../mail/send.ts'
import { meansNoMailbox, statusIn } from '../mail/status.ts'
import { readAddress } from '../users/address.ts'
import type { Report } from './report.ts'

// Ours are three parts; a mail server that returns the whole mail adds the few that it has.
const most_parts = 50
const largest_head_bytes = 64 * 1024
const most_recipients = 20

/**
 * What a mail says that a mail server sent back: a delivery status notification (RFC 3464). Whose it is says the mark in the
 * address that it was sent to, or in the headers of the mail that it returns; an id without a mark is believed from nobody,
 * since who invites reads the ids of deliveries, and could have an address suppressed. All other mail says nothing:
 * replies, out-of-office notes, spam, and what only looks like a notification.
 *
 * @param to the addresses that it was sent to
 */
export async function readNotification(
  config: Pick<Config, 'linkKeys' | 'bounces'>,
  to: readonly string[],
  raw: Buffer,
): Promise<Report | undefined> {
  const mail = await parsed(raw)
  if (mail === undefined || !isNotification(mail)) return undefined
  const deliveryId = firstOf([...to.map(tagOf), marksIn(mail)].flat(), (mark) => markedDelivery(config, mark))
  const said = fieldsIn(mail)
  if (deliveryId === undefined || said === undefined) return undefined
  return { deliveryId, ...said }
}

/** Undefined for what cannot be read, whatever it was. */
async function parsed(raw: Buffer): Promise<ParsedMail | undefined> {
  try {
    return await simpleParser(raw, {
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      checksumAlgo: false,
      maxChildNodes: most_parts,
      maxHeadSize: largest_head_bytes,
    })
  } catch {
    return undefined
  }
}

function isNotification({ headers }: ParsedMail): boolean {
  const type = headers.get('content-type') as StructuredHeader | undefined
  return type?.value === 'multipart/report' && type.params['report-type']?.toLowerCase() === 'delivery-status'
}

/** What stands behind the plus sign. */
function tagOf(address: string): string[] {
  const tag = /\+([^@]+)@/.exec(address)?.[1]
  return tag === undefined ? [] : [tag]
}

/** The marks among the headers of the mail that is returned, whole or in part. */
function marksIn(mail: ParsedMail): string[] {
  const header = new RegExp(`^${mark_header}:[ \\t]*(\\S+)`, 'gim')
  return partsOf(mail, ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']).flatMap(
    (text) => [...(text.split(/\r?\n\r?\n/, 1)[0] ?? '').matchAll(header)].flatMap(([, mark]) => mark ?? []),
  )
}

function partsOf({ attachments }: ParsedMail, types: readonly string[]): string[] {
  return attachments.flatMap(({ contentType, content }) =>
    types.includes(contentType) ? content.toString('utf8') : [],
  )
}

/** What it says of the one address that each mail of ours has; where that was passed on to several, the worst. */
function fieldsIn(mail: ParsedMail): Omit<Report, 'deliveryId'> | undefined {
  const recipients = partsOf(mail, ['message/delivery-status', 'message/global-delivery-status'])
    .flatMap((text) => text.trim().split(/\r?\n[ \t]*\r?\n/, 1 + most_recipients))
    .map(fieldsOf)
  const found =
    recipients.find(({ action }) => action === 'failed') ?? recipients.find(({ action }) => action === 'delivered')
  if (found === undefined) return undefined
  const answer = found['diagnostic-code']?.replace(/^[^;]*;\s*/, '') ?? ''
  // Some only say that it failed, and leave the reason to the server that they heard it from.
  const status = [found['status'] ?? '', answer]
    .map(statusIn)
    .find((each) => each !== undefined && !each.endsWith('.0'))
  const address = (found['original-recipient'] ?? found['final-recipient'])?.replace(/^[^;]*;\s*/, '')
  return {
    outcome: found['action'] === 'failed' ? 'bounced' : 'delivered',
    detail: firstLine(answer) || firstLine(`Status ${found['status'] ?? 'unknown'}`),
    noMailbox: found['action'] === 'failed' && meansNoMailbox(status),
    recipient: address === undefined ? undefined : readAddress(address)?.canonical,
  }
}

/** The fields of one group, by their small names; continued lines are one. */
function fieldsOf(group: string): Partial<Record<string, string>> {
  const lines = group.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const fields = lines.flatMap((line) => {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const]
  })
  const { action, ...others } = Object.fromEntries(fields)
  return { ...others, ...(action === undefined ? {} : { action: action.toLowerCase() }) }
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | undefined): T | undefined {
  for (const text of texts) {
    const found = read(text)
    if (found !== undefined) return found
  }
  return undefined
}
