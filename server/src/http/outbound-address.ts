import { isIP, type LookupFunction } from 'node:net'
import { callbackify } from 'node:util'
import ipaddr from 'ipaddr.js'

/** How far calls may reach beyond the public internet. Link-local addresses, where clouds keep credentials, never. */
export interface Reach {
  readonly loopback: boolean
  readonly privateNetwork: boolean
  /** Whether TLS may be left away. */
  readonly http: boolean
}

/** The address is one that this service does not call. Its message says why, and what to change. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach'
}

/** An address that a name leads to. */
export interface Found {
  readonly address: string
  readonly family: number
}

/** The address as a URL that may be called as far as can be told without asking for its name; or why not. */
export function callable(address: string, reach: Reach): URL | string {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return `${address} is not an https URL`
  if (url.protocol === 'http:' && !reach.http) return `${address} must begin with https:`
  if (url.username !== '' || url.password !== '') return `${url.host} must be named without user and password`
  const host = bare(url.hostname)
  if (isIP(host) !== 0) return refusal(reach, host, host) ?? url
  return isLocalName(host) ? (refusal(reach, host, '127.0.0.1') ?? url) : url
}

/**
 * How connections find the addresses of a name: it is asked for once, all that it leads to is checked, and what was checked is
 * what is connected to. One address out of reach among them is enough to refuse the name.
 *
 * @param find asks for the addresses of a name
 */
export function lookupWithin(reach: Reach, find: (hostname: string) => Promise<readonly Found[]>): LookupFunction {
  const checked = callbackify(async (hostname: string): Promise<[Found, ...Found[]]> => {
    const [first, ...rest] = await find(hostname)
    if (first === undefined) throw new Error(`${hostname} has no address`)
    const refused = [first, ...rest].map(({ address }) => refusal(reach, hostname, address)).find(Boolean)
    if (refused !== undefined) throw new OutOfReach(refused)
    return [first, ...rest]
  })
  return (hostname, { all }, done) => {
    checked(hostname, (error: NodeJS.ErrnoException | null, found) => {
      if (error !== null) return done(error, '', 0)
      const [{ address, family }] = found
      return all === true ? done(null, found) : done(null, address, family)
    })
  }
}

/** Why an address that a name leads to is not called; undefined where it may be. */
export function refusal(reach: Reach, hostname: string, address: string): string | undefined {
  const parsed = ipaddr.process(address)
  const range = isGlobal(parsed) ? 'global' : parsed.range()
  if (range === 'global') return undefined
  if (range === 'loopback' && (reach.loopback || reach.privateNetwork)) return undefined
  const mendable = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'].includes(range)
  if (mendable && reach.privateNetwork) return undefined
  const what = hostname === address ? hostname : `${hostname} (${address})`
  return mendable
    ? `${what} is in a private network; if that is right, give the entry private_network: true`
    : `${what} is an address of no public network (${range})`
}

// `unicast` is all that has no other name; of IPv6 only an eighth is given to the public internet (RFC 4291, section 2.4: 2000::/3).
function isGlobal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20
}

/** Names that stand for this machine, whatever is asked (RFC 6761). */
export function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

/** A host as it stands in a URL, without the brackets of IPv6. */
export function bare(hostname: string): string {
  return hostname.replaceAll(/[[\]]/g, '')
}
