import { isIP, isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

// A network this wide is everybody's: whoever trusts it believes anybody.
const narrowest_prefix = { 4: 8, 6: 16 } as const

/** What is wrong with an entry of USHER_TRUSTED_PROXIES, as the rest of a sentence; undefined if nothing is. */
export function whatIsWrongWithProxy(entry: string): string | undefined {
  const [address = '', prefix, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
    return 'which is no address and no network. Name each proxy as 10.0.0.5 or 10.0.0.0/24; names and wildcards are not taken.'
  }
  if (prefix === undefined) return undefined
  if (Number(prefix) > (version === 4 ? 32 : 128)) return 'whose length is more than an address has bits.'
  if (Number(prefix) < narrowest_prefix[version === 4 ? 4 : 6]) {
    return 'which is so wide that anybody could claim any address. Name the proxies themselves.'
  }
  return undefined
}

/**
 * The network that a request comes from, in one spelling: the address of an IPv4 client, the first 64 bits of an IPv6
 * one, since a single subscriber has that many addresses. X-Forwarded-For counts as far as trusted proxies wrote it.
 */
export function clientNetwork(request: FastifyRequest): string {
  // What a trusted proxy passed on without looking may be no address at all; then the proxy is all that is known.
  const address = isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip
  return networkOf(address)
}

/**
 * The same where it is sure to be the client's own: undefined where the connection comes from a private network and says
 * that it was forwarded, so that there is a proxy which nobody configured. To count everybody behind it as one
 * would let each of them use up what is meant for all.
 */
export function ownNetwork(request: FastifyRequest): string | undefined {
  const network = clientNetwork(request)
  const { ip, headers, socket } = request
  if (headers['x-forwarded-for'] === undefined || ip !== socket.remoteAddress || isIP(ip) === 0) return network
  return ipaddr.process(ip).range() === 'unicast' ? network : undefined
}

/** @param address of IPv4, or of IPv6 in any of its forms, the one that holds an IPv4 address included */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  const network = parsed.parts.map((group, index) => (index < 4 ? group : 0))
  return `${new ipaddr.IPv6(network).toString()}/64`
}
