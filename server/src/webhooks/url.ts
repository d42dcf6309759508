import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { bare, isLocalName } from '../http/outbound-address.ts'

/** Whether endpoints may be on this machine, and without TLS there: while developing. */
export interface UrlRules {
  readonly allowLoopback: boolean
}

/**
 * What is wrong with the URL of an endpoint, as far as can be told without asking for its name; undefined if nothing is. Asked
 * when it is entered, and again whenever something is sent there. What its name leads to is checked then.
 */
export function wrongWithUrl(text: string, { allowLoopback }: UrlRules): string | undefined {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'must be an https URL, as https://example.com/webhooks'
  if (url.username !== '' || url.password !== '') return 'must name no user and no password; signatures prove who sends'
  if (text.includes('#')) return 'must have no fragment'
  const host = bare(url.hostname)
  const local = isLoopbackHost(host)
  if (local && !allowLoopback)
    return 'must name a host of the public internet; one on this machine is allowed by USHER_WEBHOOK_ALLOW_LOOPBACK=true, in development only'
  if (url.protocol !== 'https:' && !local) return 'must begin with https:'
  if (!isFitPort(url))
    return 'must name another port: 443, or one from 1024 on that no well-known service of another kind uses'
  if (local) return undefined
  if (isIP(host) !== 0) return 'must name a host, and no IP address'
  if (host.endsWith('.')) return 'must name its host without a dot at the end'
  if (isPrivateName(host)) return 'must name a host of the public internet'
  return undefined
}

/** Hosts that are this machine by their very name. No other name may lead there, even while developing. */
export function isLoopbackHost(host: string): boolean {
  return isLocalName(host) || (isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback')
}

// Whoever answers there does not speak HTTP, or does so to its own only: mail, name, file and display services, databases,
// queues, caches, and what rules over containers.
const unfit_ports: ReadonlySet<number> = new Set([
  1080, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 3659, 4045,
  4190, 4369, 5060, 5061, 5432, 5433, 5672, 5900, 5984, 6000, 6379, 6380, 6432, 6443, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 7000, 7001, 8086, 8300, 8500, 9042, 9092, 9100, 9200, 9300, 10080, 10250, 10255, 11211, 15672,
  25672, 27017, 27018, 27019, 28015,
])

function isFitPort({ port, protocol }: URL): boolean {
  if (port === '') return protocol === 'https:'
  const number = Number(port)
  return number === 443 || (number >= 1_024 && !unfit_ports.has(number))
}

// Reserved, or in use within networks (RFC 2606, RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`); and names whose addresses
// are what is written in them, which nobody needs who has a name.
const private_suffixes = [
  ['localhost', 'localdomain', 'local', 'internal', 'intranet', 'private', 'lan', 'home', 'corp', 'arpa'],
  ['test', 'example', 'invalid', 'onion', 'alt'],
  ['nip.io', 'sslip.io', 'xip.io', 'localtest.me', 'lvh.me', 'vcap.me', 'lacolhost.com', 'traefik.me', 'localho.st'],
].flat()

function isPrivateName(host: string): boolean {
  if (!host.includes('.')) return true
  if (private_suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))) return true
  return [...host.matchAll(/(?<![\d])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?!\d)/g)].some((found) => {
    const address = found.slice(1, 5).map(Number).join('.')
    return ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).range() !== 'unicast'
  })
}
