import { violatedConstraint } from '../database/faults.ts'
import { type Code, type Refusal, refuse } from './problems.ts'

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

/**
 * Runs a transaction that the database may refuse: an invariant is a constraint there, and what it says to whoever runs into it
 * stands here by its name. Also what {@link Refused} carries out of it.
 */
export async function orRefuse<T>(
  constraints: Readonly<Record<string, Code>>,
  work: () => Promise<T>,
): Promise<T | Refusal> {
  try {
    return await work()
  } catch (error) {
    const code = constraints[violatedConstraint(error) ?? '']
    return code === undefined ? refusalIn(error) : refuse(code)
  }
}

/** I9 as its constraint says it: an organization would be left without an owner. */
export const keepsAnOwner = { organization_has_owner: 'last_owner' } as const

/** The refusal that a transaction was rolled back for; every other fault goes on. */
export function refusalIn(fault: unknown): Refusal {
  if (fault instanceof Refused) return fault.refusal
  throw fault
}
