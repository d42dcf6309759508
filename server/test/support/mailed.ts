import { vi } from 'vitest'
import type { TestUsher } from './usher.ts'

/** The token in the link of the latest mail to an address, as soon as that mail has arrived in the development mailbox. */
export async function linkTokenMailedTo(usher: TestUsher, address: string): Promise<string> {
  const path = `/mailbox/messages?to=${encodeURIComponent(address)}`
  return vi.waitFor(
    async () => {
      const [latest] = (await usher.request('GET', path)).body as { text: string }[]
      const token = /\/join#([\w-]+)/.exec(latest?.text ?? '')?.[1]
      if (token === undefined) throw new Error(`no mail with a link came to ${address}`)
      return token
    },
    { timeout: 10_000, interval: 20 },
  )
}
