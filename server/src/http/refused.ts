import type { Refusal } from './problems.ts'

/**
 * Carries a refusal out of fastify's own hooks and parsers, and out of a transaction that has to be rolled back for it: these
 * end only by a throw. Verbs return refusals.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** The refusal that a transaction was rolled back for; every other fault goes on. */
export function refusalIn(fault: unknown): Refusal {
  if (fault instanceof Refused) return fault.refusal
  throw fault
}
