import type { Pace } from './match.ts'
import type { Sizes } from './seed.ts'

/** CPU of the server as a multiple of the third floor's, on PostgreSQL and with a token that is known. */
export const floor_limit = 1.15

/** CPU of server and database with a hundred times the invitations, as a multiple. */
export const growth_limit = 1.2

/** The databases that are measured on. */
export const sizes = {
  usual: { organizations: 10_000, users: 100_000, members: 500_000, invitations: 300_000 },
  fewInvitations: { organizations: 10_000, users: 100_000, members: 500_000, invitations: 30_000 },
  manyInvitations: { organizations: 10_000, users: 100_000, members: 500_000, invitations: 3_000_000 },
  embedded: { organizations: 1_000, users: 10_000, members: 50_000, invitations: 30_000 },
} as const satisfies Record<string, Sizes>

export interface Part {
  readonly database: keyof typeof sizes
  readonly pace: Pace
}

/** What one run does, and for how long. */
export interface Plan {
  readonly postgresql: Part
  readonly pglite: Part
  readonly growth:
    | { readonly databases: readonly [keyof typeof sizes, keyof typeof sizes]; readonly pace: Pace }
    | undefined
}

const ten = { connections: 10, warmUps: 4 } as const

export const plans: { readonly quick: Plan; readonly full: Plan } = {
  quick: {
    postgresql: { database: 'usual', pace: { ...ten, requests: 300, rounds: 10, seconds: 75 } },
    pglite: { database: 'embedded', pace: { ...ten, requests: 150, rounds: 8, seconds: 40 } },
    growth: undefined,
  },
  full: {
    postgresql: { database: 'usual', pace: { ...ten, requests: 600, rounds: 20, seconds: 400 } },
    pglite: { database: 'usual', pace: { ...ten, requests: 400, rounds: 10, seconds: 200 } },
    growth: {
      databases: ['fewInvitations', 'manyInvitations'],
      pace: { ...ten, requests: 400, rounds: 12, seconds: 200 },
    },
  },
}
