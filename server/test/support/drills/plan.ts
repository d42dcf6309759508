import fc from 'fast-check'
import type { Step } from '../../../src/deliveries/deliver.ts'
import type { Told } from '../mail-sink.ts'

/** What another hears of a worker before it has answered: its mail server, or a receiver of webhooks. */
export type Heard = Told | 'webhook'

/** Where a worker dies: at the so-many-th passing of a step of its own, or when another hears something. */
export interface End {
  readonly at: Step | Heard
  readonly passing: number
}

/** What somebody does meanwhile, to the so-many-th of the invitations that there are. */
export interface Deed {
  readonly verb: 'invite' | 'invite several' | 'resend' | 'revoke' | 'accept' | 'decline'
  readonly whom: number
}

export interface Plan {
  readonly ends: readonly End[]
  readonly deeds: readonly Deed[]
}

const steps: readonly Step[] = [
  'relaying',
  'relayed',
  'mail claimed',
  'mail counted',
  'mail composed',
  'mail handed over',
  'mail concluded',
  'webhook claimed',
  'webhook answered',
  'webhook concluded',
]
const heard: readonly Heard[] = ['recipient', 'message', 'webhook']

const plans: fc.Arbitrary<Plan> = fc.record({
  ends: fc.array(fc.record({ at: fc.constantFrom(...steps, ...heard), passing: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 2,
    maxLength: 3,
  }),
  deeds: fc
    .array(
      fc.record({
        verb: fc.constantFrom<Deed['verb']>(
          'invite',
          'invite',
          'invite several',
          'resend',
          'revoke',
          'accept',
          'decline',
        ),
        whom: fc.nat({ max: 20 }),
      }),
      { minLength: 4, maxLength: 12 },
    )
    // Something to send, whatever else comes.
    .map((deeds) => [{ verb: 'invite several', whom: 0 }, ...deeds]),
})

/** The same plan for the same seed. */
export function planOf(seed: number): Plan {
  const [plan] = fc.sample(plans, { seed, numRuns: 1 })
  if (plan === undefined) throw new Error('a sample of one has one')
  return plan
}
