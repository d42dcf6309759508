// Enhanced status codes (RFC 3463): class, subject, detail.
const enhanced = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/

/** The enhanced status code that an answer of a mail server names first; undefined where it names none. */
export function statusIn(text: string): string | undefined {
  return enhanced.exec(text)?.[0]
}

/**
 * Whether it means that no mail will ever arrive there. Those that are about the sender, about what is written, or about what
 * may pass are not among them, nor is a mailbox that is full: other mails may arrive, or later ones. A server that gives no
 * such code may mean anything by 550, its dislike of us too.
 */
export function meansNoMailbox(status: string | undefined): boolean {
  return status !== undefined && noMailbox.has(status)
}

const noMailbox: ReadonlySet<string> = new Set([
  '5.1.1', // bad destination mailbox address
  '5.1.2', // bad destination system address
  '5.1.3', // bad destination mailbox address syntax
  '5.1.6', // destination mailbox has moved, no forwarding address
  '5.1.10', // recipient address has null MX (RFC 7505)
  '5.2.1', // mailbox disabled, not accepting messages
])
