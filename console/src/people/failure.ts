import type { UsherError } from '@usher/client'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from '../problems/problem.ts'
import { concernsOneAddress, isAddressRefused } from './send.ts'

/** Why one invitation was not sent, in words; what would keep all of them is told once, beside the list. */
export function useFailureWords(): (error: UsherError) => string {
  const { t } = useMessages()
  return (error) => {
    if (isAddressRefused(error)) return t('invite.outcome.refused')
    if (concernsOneAddress(error)) return wordsFor(error, t)
    // It may have been sent; the service takes no second one, so it can be tried again.
    const unknown = error.code === 'unreachable' || error.code === 'timed_out'
    return t(unknown ? 'invite.outcome.unanswered' : 'invite.outcome.kept_back')
  }
}
