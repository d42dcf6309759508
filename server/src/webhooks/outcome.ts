import type { Attempt, Conclusion } from '../deliveries/queue.ts'
import type { Answer } from './receivers.ts'
import { readRetryAfter, webhookDelayAfter } from './schedule.ts'

/** What becomes of a delivery by the answer to an attempt, and whether the endpoint says that it is gone for good. */
export interface Outcome {
  readonly conclusion: Conclusion
  readonly took: boolean
  readonly gone: boolean
}

/**
 * Any 2xx is success and 410 is the end, unless the endpoint was changed meanwhile; 429 and 503 may say when to come again; all else, redirects among it, is tried again by
 * the schedule until that ends.
 *
 * @param options.attempt which one it was since the delivery was queued, from 1
 * @param options.began when it began, by the database's clock
 * @param options.showsResponse whether the beginning of the answer is kept, for whoever looks into why something did not arrive
 */
export function outcomeOf(
  answer: Answer,
  { attempt, began, showsResponse }: { attempt: number; began: Date; showsResponse: boolean },
): Outcome {
  // It may have arrived. That is what its id is for.
  if (answer.kind === 'stopped') {
    const detail = 'Usher was stopped while it sent this.'
    return { took: false, gone: false, conclusion: { state: 'queued', delay_seconds: 0, putOff: true, detail } }
  }
  const made = attemptOf(answer, showsResponse)
  if (answer.kind === 'failed') return { took: false, gone: false, conclusion: again(answer.detail, attempt, made) }
  const { status, retryAfter } = answer
  const detail = `It answered ${status}.`
  if (status >= 200 && status < 300)
    return { took: true, gone: false, conclusion: { state: 'delivered', detail, attempt: made } }
  if (status === 410) return { took: false, gone: true, conclusion: again(detail, attempt, made) }
  const asked = status === 429 || status === 503 ? readRetryAfter(retryAfter, began) : undefined
  return { took: false, gone: false, conclusion: again(detail, attempt, made, asked) }
}

function again(detail: string, attempt: number, made: Attempt, retryAfter_seconds?: number): Conclusion {
  const delay_seconds = webhookDelayAfter(attempt, retryAfter_seconds)
  return delay_seconds === undefined
    ? { state: 'failed', detail, attempt: made }
    : { state: 'queued', delay_seconds, detail, attempt: made }
}

function attemptOf(answer: Exclude<Answer, { kind: 'stopped' }>, showsResponse: boolean): Attempt {
  const { duration_ms, status } = answer
  return {
    duration_ms,
    ...(status === undefined ? {} : { response_status: status }),
    ...(answer.kind === 'answered' && showsResponse ? { response: answer.excerpt } : {}),
  }
}
