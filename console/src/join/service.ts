import { Usher } from '@usher/client'

/**
 * The service that this page came from. Not the console's own (`api.ts`), which brings a cache of queries that this page, made to be
 * light, has no use for.
 */
export const usher = new Usher({ baseUrl: location.origin, timeout_ms: 15_000 })
