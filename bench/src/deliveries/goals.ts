import type { Pace } from '../match.ts'
import type { Sizes } from '../seed.ts'

/** From the commit of an invitation until the mail server has its mail, at {@link DeliveryPlan.latency}'s pace. */
export const median_limit_ms = 300
export const p99_limit_ms = 1_000
/** How many queued deliveries leave in a second at least. */
export const drain_limit = 200
/** How much memory may grow while a queue drains, as a multiple of what it was when the first tenth had left. */
export const memory_limit = 1.25
/** The others' p99 beside a receiver that never answers, as a multiple of what it is without one. */
export const isolation_limit = 2
/** CPU of server and database for a request while much is queued, as a multiple. */
export const backlog_limit = 1.1

export const database: Sizes = { organizations: 2_000, users: 20_000, members: 40_000, invitations: 60_000 }

/** Each of what is queued is the mail of an invitation of its own. */
export const backlog_database: Sizes = { ...database, invitations: 120_000 }

/** What one run does, and for how long. */
export interface DeliveryPlan {
  readonly latency: { readonly per_second: number; readonly seconds: number }
  readonly drain: number
  readonly isolation: {
    readonly pairs: number
    readonly seconds: number
    readonly per_second: number
    /** So many more go to where nobody answers. */
    readonly stuck_per_second: number
  }
  readonly backlog: { readonly due: number; readonly later: number; readonly pace: Pace }
}

const ten = { connections: 10, warmUps: 0 } as const

export const deliveryPlans: { readonly quick: DeliveryPlan; readonly full: DeliveryPlan } = {
  quick: {
    latency: { per_second: 100, seconds: 15 },
    drain: 4_000,
    isolation: { pairs: 2, seconds: 8, per_second: 50, stuck_per_second: 10 },
    backlog: { due: 20_000, later: 80_000, pace: { ...ten, requests: 200, rounds: 8, seconds: 25 } },
  },
  full: {
    latency: { per_second: 100, seconds: 60 },
    drain: 10_000,
    isolation: { pairs: 4, seconds: 15, per_second: 50, stuck_per_second: 10 },
    backlog: { due: 20_000, later: 80_000, pace: { ...ten, requests: 300, rounds: 20, seconds: 90 } },
  },
}
