import { Resolver } from 'node:dns/promises'
import { type Found, isLocalName } from '../http/outbound-address.ts'

/** Asks for all addresses of a name. */
export type FindAddresses = (hostname: string) => Promise<readonly Found[]>

const this_machine: readonly Found[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/**
 * Asks the name servers that the system is configured with. Not the system itself: that asks in one of the few threads which
 * files are read by as well, and names are the receivers' own, whose servers may answer as slowly as they like.
 *
 * @param servers others to ask than those, as `127.0.0.1:53`
 * @throws Error with the code of the name server where there is no address
 */
export async function findAddresses(hostname: string, servers?: readonly string[]): Promise<readonly Found[]> {
  if (isLocalName(hostname)) return this_machine
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  if (servers !== undefined) resolver.setServers(servers)
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const found = [...addressesIn(four, 4), ...addressesIn(six, 6)]
  if (found.length === 0 && four.status === 'rejected') throw four.reason
  return found
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: number): Found[] {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : []
}
