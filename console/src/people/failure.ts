import type { UsherError } from '@usher/client'
import { useMessages } from '../messages/messages.tsx'
import { wordsFor } from '../problems/problem.ts'
import { isAddressRefused } from './send.ts'

/** Why one invitation was not sent, in words. */
export function useFailureWords(): (error: UsherError) => string {
  const { t } = useMessages()
  return (error) => (isAddressRefused(error) ? t('invite.outcome.refused') : wordsFor(error, t))
}
