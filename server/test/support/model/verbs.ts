import { answering } from './answering.ts'
import { batching } from './batching.ts'
import { belonging } from './belonging.ts'
import { inviting } from './inviting.ts'
import { keeping } from './keeping.ts'
import { ruling } from './ruling.ts'
import { teaming } from './teaming.ts'
import type { Steps } from './verb.ts'

/**
 * Everything that can happen in a sequence. A further verb is an object in a file of its group: what it draws, how it is
 * done, and what the model says to it (`ruling.ts` has the plainest ones). A further state or rule is a field of the
 * model, which `agreement.ts` holds against the database.
 */
export const verbs: readonly Steps[] = [
  ...inviting,
  ...batching,
  ...keeping,
  ...answering,
  ...belonging,
  ...teaming,
  ...ruling,
]
