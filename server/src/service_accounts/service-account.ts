import { isIP } from 'node:net'
import type { Address } from '../users/address.ts'

/**
 * The domain of all service accounts' addresses. It is ours alone: no mail is sent there and no issuer may claim it.
 * Where this service has no domain name, it lies below `localhost`, which no mail can reach either (RFC 6761).
 */
function serviceDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  const nameless = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0 || hostname === 'localhost'
  return nameless ? 'service.localhost' : `service.${hostname}`
}

/** The address of a service account, by which it can be invited: verified from the start, never mailed. */
export function serviceAddress(userId: string, publicUrl: string): string {
  return `${userId}@${serviceDomain(publicUrl)}`
}

export function isServiceAddress({ canonical }: Pick<Address, 'canonical'>, publicUrl: string): boolean {
  return canonical.endsWith(`@${serviceDomain(publicUrl)}`)
}
