import type { Config } from '../config.ts'
import { Refusal } from '../http/problems.ts'
import { readName, readPictureUrl } from '../http/text.ts'
import { readPerson } from '../issuers/claims.ts'
import type { ClaimNames } from '../issuers/trusted-issuers.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import { readAddress } from '../users/address.ts'
import type { Described } from '../users/make-known.ts'

/** A person as an application names them. */
export interface AskedPerson {
  readonly issuer: string
  readonly subject: string
  readonly email?: string | null
  readonly email_verified?: boolean
  readonly name?: string | null
  readonly avatar_url?: string | null
}

/** What is wrong with one field of a row. */
export interface Wrong {
  readonly pointer: string
  readonly detail: string
}

/** In a row, things have the names that they have all over this API. */
const names: ClaimNames = {
  subject: ['subject'],
  client: [],
  email: ['email'],
  email_verified: ['email_verified'],
  name: ['name'],
  picture: ['avatar_url'],
}

/**
 * Reads whom an application describes. Its word on an address is worth what that of the issuer is worth, and no more: it
 * counts as verified where the issuer's entry trusts it, and the row says that it is.
 */
export function readDescribed(
  asked: AskedPerson,
  { issuers, publicUrl }: Pick<Config, 'issuers' | 'publicUrl'>,
): Described | Wrong {
  const { issuer, subject } = asked
  if (issuer === publicUrl) {
    return { pointer: '/issuer', detail: 'is the built-in issuer, whose people are named by their `user_id`' }
  }
  const trusted = issuers.find((each) => each.issuer === issuer)
  if (trusted === undefined) {
    return { pointer: '/issuer', detail: 'must be an issuer that this service trusts; ask its operator to add it' }
  }
  const email = asked.email ?? undefined
  const address = email === undefined ? undefined : readAddress(email)
  if (email !== undefined && (address === undefined || isServiceAddress(address, publicUrl))) {
    return { pointer: '/email', detail: 'must be one e-mail address like grace@example.com' }
  }
  const told = {
    email,
    email_verified: asked.email_verified,
    name: asked.name ?? undefined,
    avatar_url: asked.avatar_url ?? undefined,
  }
  const wrong = wrongIn(told.name === undefined ? told.name : readName(told.name, '/name'))
  if (wrong !== undefined) return wrong
  const unfit = wrongIn(told.avatar_url === undefined ? undefined : readPictureUrl(told.avatar_url, '/avatar_url'))
  if (unfit !== undefined) return unfit
  const person = readPerson({ ...trusted, claims: names }, told, { subject, asOf: new Date(), publicUrl })
  const { address: claimed } = person
  const vouched = claimed?.vouched === true && asked.email_verified === true
  return { ...person, address: claimed === undefined ? undefined : { ...claimed, vouched } }
}

function wrongIn(read: string | Refusal | undefined): Wrong | undefined {
  if (!(read instanceof Refusal)) return undefined
  const [error] = read.particulars.errors ?? []
  return error === undefined ? undefined : { pointer: error.pointer, detail: error.detail }
}
