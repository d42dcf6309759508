import { UsherError } from '@usher/client'
import type { Outcome, Recipient } from './recipients.ts'

const atOnce = 4

interface Sending {
  recipients: readonly Recipient[]
  /** Invites one; may throw. */
  invite: (email: string) => Promise<unknown>
  onOutcome: (id: number, outcome: Outcome) => void
  /** Those that have not begun are left when it is aborted; those that have are waited for. */
  signal: AbortSignal
}

/**
 * Invites one after the other, a few at a time. What is wrong with one address does not keep the others; what would be
 * the same for all ends it, with the rest still waiting.
 *
 * @returns what ended it before everybody was asked for
 */
export async function sendAll({ recipients, invite, onOutcome, signal }: Sending): Promise<UsherError | undefined> {
  const queue = [...recipients]
  let obstacle: UsherError | undefined
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (obstacle !== undefined || signal.aborted) return
      onOutcome(next.id, { state: 'sending' })
      const outcome = await outcomeOf(() => invite(next.email))
      onOutcome(next.id, outcome)
      if (outcome.state === 'failed' && !concernsOneAddress(outcome.error)) obstacle ??= outcome.error
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return obstacle
}

async function outcomeOf(send: () => Promise<unknown>): Promise<Outcome> {
  try {
    await send()
    return { state: 'invited' }
  } catch (error) {
    if (!(error instanceof UsherError)) throw error
    const { code } = error
    return code === 'already_member' || code === 'already_invited' ? { state: code } : { state: 'failed', error }
  }
}

/** Whether others may go well although this one did not. */
export function concernsOneAddress({ code, errors }: UsherError): boolean {
  return code === 'internal_error' || isAddressRefused({ code, errors })
}

/** Whether the service does not take the address, which the page thought to be one. */
export function isAddressRefused({ code, errors }: Pick<UsherError, 'code' | 'errors'>): boolean {
  return code === 'validation_failed' && errors.some(({ pointer }) => pointer === '/email')
}
