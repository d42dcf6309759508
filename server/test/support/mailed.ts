import { vi } from 'vitest'
import type { TestUsher } from './usher.ts'

/** The token in the link of the latest mail to an address, as soon as that mail has arrived in the development mailbox. */
export function linkTokenMailedTo(usher: Pick<TestUsher, 'request'>, address: string): Promise<string> {
  return foundInLatestMail(usher, address, /\/join#([\w-]+)/)
}

/** The code in the latest mail to an address that has one, as soon as such a mail has arrived: a short one, or the long one. */
export async function codeMailedTo(
  usher: Pick<TestUsher, 'request'>,
  address: string,
  digits: 6 | 12 = 6,
): Promise<string> {
  const code = digits === 6 ? /^(\d{3} \d{3})$/m : /^(\d{4} \d{4} \d{4})$/m
  return (await foundInLatestMail(usher, address, code)).replaceAll(' ', '')
}

async function foundInLatestMail(usher: Pick<TestUsher, 'request'>, address: string, what: RegExp): Promise<string> {
  const path = `/mailbox/messages?to=${encodeURIComponent(address)}`
  return vi.waitFor(
    async () => {
      const mails = (await usher.request('GET', path)).body as { text: string }[]
      const [found] = mails.flatMap(({ text }) => what.exec(text)?.[1] ?? [])
      if (found === undefined) throw new Error(`no such mail came to ${address}`)
      return found
    },
    { timeout: 10_000, interval: 20 },
  )
}
