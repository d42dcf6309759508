import type { Configuration } from 'oidc-provider'

const minute_seconds = 60
const hour_seconds = 60 * minute_seconds
export const day_seconds = 24 * hour_seconds

/** How long a browser stays signed in, and a refresh token good, without being used. */
export const idle_seconds = 14 * day_seconds

/** How long in all, used or not. Then the person signs in again. */
export const absolute_seconds = 90 * day_seconds

/** How long each thing that the login server issues is good for, in seconds. */
export const lifetimes: NonNullable<Configuration['ttl']> = {
  AccessToken: 10 * minute_seconds,
  AuthorizationCode: minute_seconds,
  ClientCredentials: hour_seconds,
  Grant: absolute_seconds,
  IdToken: hour_seconds,
  Interaction: hour_seconds,
  // `iiat` is when the first of its family was issued.
  RefreshToken: (_ctx, { iiat }) => leftOf(iiat),
  Session: (_ctx, { loginTs }) => leftOf(loginTs),
}

function leftOf(began = now()): number {
  return Math.max(1, Math.min(idle_seconds, began + absolute_seconds - now()))
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
