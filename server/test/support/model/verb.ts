import type fc from 'fast-check'
import { expect } from 'vitest'
import type { Answer } from '../usher.ts'
import type { Model, Told } from './model.ts'
import type { World } from './world.ts'

/** One thing that can be done, with what it is done to drawn at random. */
export interface Verb<Args> {
  readonly name: string
  /** How often it comes, beside the others. */
  readonly weight: number
  /** Everything by its number in the lists of the model and of the world. */
  readonly args: fc.Arbitrary<Args>
  /** Left away where it can always be done. */
  readonly possible?: (model: Readonly<Model>, args: Args) => boolean
  /** Does it in the service. Nothing is returned where nobody answers, as for what is done in the database. */
  readonly does: (world: World, args: Args) => Promise<Told | void>
  /** Does it in the model, and says what should be answered. */
  readonly expects: (model: Model, args: Args) => Told | void
}

/** A verb with its arguments: a step of a sequence, or one of several that are taken at once. */
export class Step implements fc.AsyncCommand<Model, World> {
  readonly check: (model: Readonly<Model>) => boolean
  readonly run: (model: Model, world: World) => Promise<void>
  /** Takes the step without asking whether the answer is right. */
  readonly take: (world: World) => Promise<Told | void>
  readonly toString: () => string

  constructor(parts: Pick<Step, 'check' | 'run' | 'take' | 'toString'>) {
    this.check = parts.check
    this.run = parts.run
    this.take = parts.take
    this.toString = parts.toString
  }
}

/** The steps of a verb, for the list of all verbs. */
export function verb<Args>({ name, weight, args, possible, does, expects }: Verb<Args>): Steps {
  const step = (drawn: Args) =>
    new Step({
      check: (model) => possible?.(model, drawn) ?? true,
      run: async (model, world) => {
        const told = await does(world, drawn)
        const expected = expects(model, drawn)
        expect(told, `${name} ${JSON.stringify(drawn)}`).toEqual(expected)
      },
      take: (world) => does(world, drawn),
      toString: () => `${name} ${JSON.stringify(drawn)}`,
    })
  return { weight, arbitrary: args.map(step) }
}

export interface Steps {
  readonly weight: number
  readonly arbitrary: fc.Arbitrary<Step>
}

/** What matters of an answer: its status and its code; the body of a success only where the model says one. */
export function told({ status, body }: Answer, { withBody = false } = {}): Told {
  if (status >= 300) return { status, code: body?.code as string }
  return withBody ? { status, body: body as unknown } : { status }
}
