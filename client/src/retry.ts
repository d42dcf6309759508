import { UsherError } from './error.ts'

/** Longer than this nobody is kept waiting without knowing why. */
const patience_seconds = 5

/** Whether the same request may well succeed if it is sent again soon. */
export function worthAnotherTry(error: unknown): error is UsherError {
  if (!(error instanceof UsherError) || (error.retry_after ?? 0) > patience_seconds) return false
  return error.code === 'unreachable' || error.code === 'timed_out' || [429, 502, 503, 504].includes(error.status)
}

/** Waits as long as the service asked for, and a random while that doubles with each try, so that not all come back at once. */
export function pause(tried: number, retry_after: number | undefined, signal: AbortSignal | undefined): Promise<void> {
  const jitter_ms = Math.random() * 250 * 2 ** tried
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      },
      (retry_after ?? 0) * 1000 + jitter_ms,
    )
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}
