/**
 * The database cannot be asked right now: it is down, restarting, read-only, out of connections or too slow.
 * Becomes 503 with `Retry-After`. Whether a write that was under way took place is then unknown to the caller,
 * which is why every write can be repeated.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

// Error codes of PostgreSQL (appendix A of its manual), of the operating system, and texts of node-postgres,
// which gives no code to what it detects itself.
const unavailableClasses = new Set(['08', '53', '57', '58'])
const unavailableCodes = new Set(['25006', '55P03', '25P03', '3D000', '28000', '28P01'])
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
const clientTexts = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'The server does not support SSL connections',
]

/** The fault as {@link Unavailable} if it is one of those, else undefined. */
export function asUnavailable(error: unknown): Unavailable | undefined {
  if (error instanceof Unavailable) return error
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  const down =
    networkCodes.has(code) ||
    unavailableCodes.has(code) ||
    (isSqlState(code) && unavailableClasses.has(code.slice(0, 2))) ||
    clientTexts.some((text) => error.message.includes(text)) ||
    (error instanceof AggregateError && error.errors.some((inner) => asUnavailable(inner) !== undefined))
  // A host with several addresses fails with an error for each and no message of its own.
  return down ? new Unavailable(error.message || code, { cause: error }) : undefined
}

/** A deadlock or a serialization failure: the whole transaction was rolled back and may be tried again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && ['40001', '40P01'].includes(codeOf(error))
}

/** A row was held by somebody else for longer than a statement may wait. The transaction is over, the connection is not. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '55P03'
}

/** The name of the constraint that a statement ran into, or undefined if that was not the fault. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined
  return typeof error.constraint === 'string' ? error.constraint : undefined
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code)
}
