import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import type { Contestant } from './contestants.ts'
import { databaseCpu, usedBetween } from './database-cpu.ts'
import type { Load, Outcome } from './load.ts'
import type { Operation } from './operations.ts'

/** A contestant with the requests that it is to answer. */
export interface Lane {
  readonly contestant: Contestant
  readonly operations: readonly Operation[]
}

/** One operation of one contestant in one round. */
export interface Sample extends Outcome {
  readonly operation: string
  readonly contestant: string
  readonly round: number
  readonly requests: number
  readonly cpu_us: number
  /** CPU of the database's processes, where that can be seen. */
  readonly database_us: number | undefined
  readonly statements: number
}

export interface Pace {
  /** Rounds before those that count, in which the machine code of what is measured comes to be. */
  readonly warmUps: number
  readonly connections: number
  /** Of each operation and each contestant in a round. */
  readonly requests: number
  /** At most so many, and no new one after the end of the time. */
  readonly rounds: number
  readonly seconds: number
}

/** Even where time is short: below three a median says nothing. */
const least_rounds = 3

/**
 * Rounds in which every operation is asked of every contestant in turn, each time in another order, so that whatever
 * else the machine is doing meets them alike.
 *
 * @param before is waited for before each sample
 */
export async function compete(
  lanes: readonly Lane[],
  pace: Pace,
  postmaster: number | undefined,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<Sample[]> {
  await using load = startChild<Load, Outcome>(join(import.meta.dirname, 'load.ts'))
  const samples: Sample[] = []
  const end = performance.now() + pace.seconds * 1000
  for (let round = 1 - pace.warmUps; round <= pace.rounds; round++) {
    if (round > least_rounds && performance.now() > end) break
    const names = lanes.flatMap(({ operations }) => operations.map(({ name }) => name))
    for (const [position, operation] of [...new Set(names)].entries()) {
      const taking = lanes.filter(({ operations }) => operations.some(({ name }) => name === operation))
      const turn = (round + position) % taking.length
      for (const lane of [...taking.slice(turn), ...taking.slice(0, turn)]) {
        await before()
        const sample = await measure(load, lane, operation, round, pace, postmaster)
        if (round > 0) samples.push(sample)
      }
    }
  }
  return samples
}

async function measure(
  load: Child<Load, Outcome>,
  { contestant, operations }: Lane,
  name: string,
  round: number,
  { connections, requests }: Pace,
  postmaster: number | undefined,
): Promise<Sample> {
  const operation = operations.find((each) => each.name === name)
  if (operation === undefined) throw new Error(`${contestant.name} does not take part in ${name}`)
  const work = {
    origin: contestant.origin,
    connections,
    expected: operation.status,
    requests: Array.from({ length: requests }, () => operation.next()),
  }
  const database = databaseCpu(postmaster)
  const before = await contestant.observe()
  const outcome = await load.ask(work)
  const after = await contestant.observe()
  return {
    operation: name,
    contestant: contestant.name,
    round,
    requests,
    cpu_us: after.cpu_us - before.cpu_us,
    database_us: usedBetween(database, databaseCpu(postmaster)),
    statements: after.statements - before.statements,
    ...outcome,
  }
}
