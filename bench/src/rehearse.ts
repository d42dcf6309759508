import type { Contestant } from './contestants.ts'
import type { CannedAnswer } from './floors/canned.ts'
import type { Request } from './load.ts'
import type { Lane } from './match.ts'
import type { Operation } from './operations.ts'

/** One request to each contestant, and what came of it. */
export interface Rehearsed {
  readonly operation: string
  readonly answers: ReadonlyMap<string, CannedAnswer & { readonly statements: number }>
}

/**
 * Sends each request once before anything is measured, so that a wrong set-up is found at once, and looks whether all
 * answer alike.
 *
 * @throws Error that names what a contestant answered instead
 */
export async function rehearse(lanes: readonly Lane[]): Promise<Rehearsed[]> {
  const operations = new Map(lanes.flatMap((lane) => lane.operations.map((operation) => [operation.name, operation])))
  const rehearsed: Rehearsed[] = []
  for (const operation of operations.values()) {
    const taking = lanes.filter((lane) => lane.operations.some(({ name }) => name === operation.name))
    const answers = new Map<string, CannedAnswer & { statements: number }>()
    // What only reads is asked for in the same words; what writes needs a row of its own each time.
    const same = operation.next()
    for (const { contestant } of taking) {
      const request = same.method === 'GET' ? same : operation.next()
      answers.set(contestant.name, await sendCounted(contestant, operation, request))
    }
    rehearsed.push({ operation: operation.name, answers })
  }
  return rehearsed
}

async function sendCounted(contestant: Contestant, operation: Operation, request: Request) {
  let fewest: (CannedAnswer & { statements: number }) | undefined
  // The server looks into its queue now and then; of three tries at least one is without such a look.
  for (let tries = 0; tries < 3; tries++) {
    const before = await contestant.observe()
    const answer = await send(contestant.origin, tries === 0 || request.method === 'GET' ? request : operation.next())
    const statements = (await contestant.observe()).statements - before.statements
    if (answer.status !== operation.status) {
      throw new Error(`${contestant.name} answered ${operation.name} with ${answer.status}: ${answer.body}`)
    }
    if (fewest === undefined || statements < fewest.statements) fewest = { ...answer, statements }
  }
  if (fewest === undefined) throw new Error('nothing was sent')
  return fewest
}

/** Sends a request outside of any measurement. */
export async function send(origin: string, { method, path, headers, body }: Request): Promise<CannedAnswer> {
  const response = await fetch(origin + path, { method, headers, ...(body === undefined ? {} : { body }) })
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: await response.text(),
  }
}
