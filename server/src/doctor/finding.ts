/** What the doctor has to say about one thing. */
export interface Finding {
  readonly about: string
  /** `skipped` could not be looked at now, which is no fault of its own. */
  readonly state: 'well' | 'warning' | 'wrong' | 'skipped'
  /** What was found, as a sentence. */
  readonly reason: string
  /** What to do about it; always there for a warning and for what is wrong. */
  readonly mend?: string
}

export function well(about: string, reason: string): Finding {
  return { about, state: 'well', reason }
}

export function warning(about: string, reason: string, mend: string): Finding {
  return { about, state: 'warning', reason, mend }
}

export function wrong(about: string, reason: string, mend: string): Finding {
  return { about, state: 'wrong', reason, mend }
}

export function skipped(about: string, reason: string): Finding {
  return { about, state: 'skipped', reason }
}

/** The words of a fault, with those of what caused it where it has none of its own. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && (error.message === '' || error.message === 'fetch failed')) return wordsOf(cause)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return error.message === '' ? code : error.message
}
