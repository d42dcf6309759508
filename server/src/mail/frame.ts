/** A mail as its reader sees it, whoever it goes to. */
export interface Mail {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Who it comes from, in the words of an organization; the address is this service's always. See `sender.ts`. */
  readonly senderName?: string | undefined
  /** One address that answers go to. */
  readonly replyTo?: string | undefined
  /** Further headers, by name. What stands in them is ours. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}
