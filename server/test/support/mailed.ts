import { vi } from 'vitest'
import type { TestUsher } from './usher.ts'

/** The token in the link of the latest mail to an address, as soon as that mail has arrived in the development mailbox. */
export function linkTokenMailedTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<string> {
  return foundInLatestMail(usher, address, /\/join#([\w-]+)/)
}

/** The code in the latest mail to an address, as soon as it has arrived. */
export async function codeMailedTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<string> {
  return (await foundInLatestMail(usher, address, /\b(\d{3} \d{3}|\d{4} \d{4} \d{4})\b/)).replaceAll(' ', '')
}

async function foundInLatestMail(usher: Pick<TestUsher, 'request'>, address: string, what: RegExp): Promise<string> {
  const path = `/mailbox/messages?to=${encodeURIComponent(address)}`
  return vi.waitFor(
    async () => {
      const [latest] = (await usher.request('GET', path)).body as { text: string }[]
      const found = what.exec(latest?.text ?? '')?.[1]
      if (found === undefined) throw new Error(`no such mail came to ${address}`)
      return found
    },
    { timeout: 10_000, interval: 20 },
  )
}
