import type { ArgumentsOf } from '../messages/arguments.ts'
import type { Key, Translate } from '../messages/catalogue.ts'
import type { en } from '../messages/en.ts'
import type { About } from './view.ts'

/** What the messages of this page may speak of. */
type Arguments = {
  organization: string
  inviter: string
  address: string
  account: string
  own: string
  request_id: string
  detail: string
  seconds: number
  /** `named` where `account` is known. */
  signed: string
  /** Whom to turn to, as far as is known: `inviter` (then the organization is known as well), `organization`, or `nobody`. */
  whom: string
}

/** The messages that need nothing which is not among these. */
export type TellableKey = {
  [K in Key]: Arguments extends ArgumentsOf<(typeof en)[K]> ? K : never
}[Key]

/** A text of this page, with all that is known. */
export function tell(t: Translate, key: TellableKey, about: About): string {
  // Each of these keys takes a part of the arguments, and which part depends on the key.
  return (t as (key: TellableKey, values: Arguments) => string)(key, argumentsOf(about))
}

function argumentsOf({ organization, inviter, address, account, own, request_id, detail, seconds }: About): Arguments {
  return {
    organization: organization ?? '',
    inviter: inviter ?? '',
    address: address ?? '',
    account: account ?? '',
    own: own ?? '',
    request_id: request_id ?? '',
    detail: detail ?? '',
    seconds: seconds ?? 0,
    signed: account === undefined ? 'unnamed' : 'named',
    whom: organization === undefined ? 'nobody' : inviter ? 'inviter' : 'organization',
  }
}
