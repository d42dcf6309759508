import type { Refusal } from './problems.ts'

/** Carries a refusal out of fastify's own hooks and parsers, which can only throw. Verbs return refusals instead. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
