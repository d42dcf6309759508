import type { Problem, ProblemCode } from './generated.ts'

/**
 * What a call can end in besides success: a code of the service, or one of the client's own: `unreachable` (no answer
 * came), `timed_out` (not in time), `unreadable` (something else than Usher answered, such as a proxy).
 */
export type UsherErrorCode = ProblemCode | 'unreachable' | 'timed_out' | 'unreadable'

/** Thrown by every method of the client. `message` is a sentence that says what to do next. */
export class UsherError extends Error {
  override readonly name = 'UsherError'
  readonly code: UsherErrorCode
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  /** One entry for each field that is wrong, with a JSON pointer. */
  readonly errors: NonNullable<Problem['errors']>
  /** Seconds to wait before the same is asked for again, where the service said so. */
  readonly retry_after: number | undefined
  /** Names the request in the service's logs. */
  readonly request_id: string | undefined
  /** The whole body (RFC 9457), with members such as `state` or `required_permission`. */
  readonly problem: Partial<Problem> & Readonly<Record<string, unknown>>

  constructor(
    code: UsherErrorCode,
    message: string,
    about: { status?: number; problem?: UsherError['problem']; retry_after?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: about.cause })
    this.code = code
    this.status = about.status ?? 0
    this.problem = about.problem ?? {}
    this.errors = this.problem.errors ?? []
    this.request_id = this.problem.request_id
    this.retry_after = about.retry_after
  }
}

/** The error that an answer stands for, once it is known not to be a success. */
export async function errorOf(response: Response): Promise<UsherError> {
  const about = { status: response.status, retry_after: secondsToWait(response.headers.get('retry-after')) }
  const problem = await problemIn(response)
  if (problem) return new UsherError(problem.code, problem.detail, { ...about, problem })
  return new UsherError('unreadable', `The answer (${response.status}) is not one of Usher's. Try again later.`, about)
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  try {
    return (await response.json()) as Problem
  } catch {
    return undefined
  }
}

/** `Retry-After` in either form (RFC 9110, section 10.2.3), in whole seconds. */
function secondsToWait(value: string | null): number | undefined {
  if (value === null) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined
}
