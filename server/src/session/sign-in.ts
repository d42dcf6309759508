import type { FastifyInstance } from 'fastify'
import { parseCookie } from 'cookie'
import * as client from 'openid-client'
import type { Config } from '../config.ts'
import { Unavailable } from '../database/faults.ts'
import { forgetSealed, hostBound, keepSealed, keptSealed, type SealedCookie } from '../http/sealed-cookie.ts'
import { console_callback_path, console_client_id, consoleSecret, signed_out_path } from '../issuer/console-client.ts'
import { endpoints } from '../issuer/endpoints.ts'
import { signing_algorithm } from '../issuer/keys.ts'
import { scopesOfPeople } from '../issuer/scopes.ts'
import { home_path } from './return-to.ts'

/** Why somebody who came back from the login server is not signed in; they may start again in each case. */
export type Failure =
  /** This browser did not begin it, or too long ago. */
  | 'not_begun_here'
  /** The person did not want to. */
  | 'declined'
  /** What came back is not what was asked for, or was used already. */
  | 'not_trusted'
  | 'unavailable'

/** What the browser that left for the login server has with it. */
interface Journey {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
}

/** Somebody who came back: what they brought, and where they were going. */
export type Back = Pick<Journey, 'returnTo'> &
  ({ readonly token: string; readonly subject: string | undefined } | { readonly failure: Failure })

interface Wish extends Pick<Journey, 'returnTo'> {
  /** Whether the login server asks who it is even where somebody is signed in. */
  readonly another: boolean
  /** The address that is expected. */
  readonly loginHint: string | undefined
}

type Settings = Pick<Config, 'publicUrl' | 'cookieKeys'>

const journey_seconds = 900
/** Tabs in which somebody can be on the way at once. */
const most_journeys = 8

/**
 * Sends a browser to the login server of this service (OpenID Connect Core, section 3.1.2.1): authorization code with PKCE,
 * state and nonce.
 *
 * @param cookies the `Cookie` header
 * @returns where it goes, and the cookies that it needs to come back, as `Set-Cookie` headers
 */
export async function leave(
  config: Settings,
  { returnTo, another, loginHint }: Wish,
  cookies: string | undefined,
): Promise<{ location: string; cookies: string[] }> {
  const journey: Journey = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo,
  }
  const location = client.buildAuthorizationUrl(configuration(config), {
    redirect_uri: `${config.publicUrl}${console_callback_path}`,
    scope: ['openid', ...scopesOfPeople].join(' '),
    state: journey.state,
    nonce: journey.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    ...(another ? { prompt: 'login' } : {}),
    ...(loginHint === undefined ? {} : { login_hint: loginHint }),
  })
  const kept = await keepSealed(config, journeyCookie(config, journey.state), journey, journey_seconds)
  return { location: location.href, cookies: [...forgotten(config, cookies), kept] }
}

/** Journeys that nobody came back from, as soon as there are so many that requests would grow too large. */
function forgotten(config: Settings, cookies: string | undefined): string[] {
  const prefix = journeyCookie(config, '').name
  const names = Object.keys(parseCookie(cookies ?? '')).filter((name) => name.startsWith(prefix))
  if (names.length < most_journeys) return []
  return names.map((name) => forgetSealed(config, { ...journeyCookie(config, ''), name }))
}

/**
 * Takes up a browser that comes back with a code: exchanges it and checks the ID token. Refused unless the same browser left,
 * and the login server of this service answers: state, nonce, PKCE and `iss` (RFC 9207) are checked.
 *
 * @param server this one, which the login server is part of: it may not reach itself by its published address
 * @param query of the request, as it came
 */
export async function comeBack(
  server: FastifyInstance,
  config: Settings,
  { query, cookies }: { query: string; cookies: string | undefined },
): Promise<Back> {
  const url = new URL(`${config.publicUrl}${console_callback_path}?${query}`)
  const journey = await keptSealed<Journey>(config, cookieOf(config, query), cookies)
  if (journey === undefined) return { failure: 'not_begun_here', returnTo: home_path }
  const { state, nonce, verifier, returnTo } = journey
  try {
    const tokens = await client.authorizationCodeGrant(configuration(config, server), url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    return { token: tokens.access_token, subject: tokens.claims()?.sub, returnTo }
  } catch (error) {
    return { failure: failureOf(error), returnTo }
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof client.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'declined' : 'unavailable'
  return error instanceof Error && error.cause instanceof Unavailable ? 'unavailable' : 'not_trusted'
}

/** The cookie of the journey that a callback with this query would end. */
export function cookieOf(config: Settings, query: string): SealedCookie {
  return journeyCookie(config, new URLSearchParams(query).get('state') ?? '')
}

/** Where the login server ends its own session, after it asked. */
export function endOfSession(config: Settings): string {
  const parameters = {
    client_id: console_client_id,
    post_logout_redirect_uri: `${config.publicUrl}${signed_out_path}`,
  }
  return client.buildEndSessionUrl(configuration(config), parameters).href
}

/** The library's view of the login server. */
function configuration(config: Settings, server?: FastifyInstance): client.Configuration {
  const { publicUrl } = config
  const settings = new client.Configuration(
    {
      issuer: publicUrl,
      authorization_endpoint: `${publicUrl}${endpoints.authorization}`,
      token_endpoint: `${publicUrl}${endpoints.token}`,
      jwks_uri: `${publicUrl}${endpoints.jwks}`,
      end_session_endpoint: `${publicUrl}${endpoints.end_session}`,
      authorization_response_iss_parameter_supported: true,
    },
    console_client_id,
    { id_token_signed_response_alg: signing_algorithm },
    client.ClientSecretBasic(consoleSecret(config)),
  )
  if (publicUrl.startsWith('http:')) client.allowInsecureRequests(settings)
  client.enableNonRepudiationChecks(settings)
  if (server !== undefined) settings[client.customFetch] = (url, request) => inProcess(server, url, request)
  return settings
}

/** A request that never leaves this process. */
async function inProcess(
  server: FastifyInstance,
  address: string,
  { method, headers, body }: client.CustomFetchOptions,
): Promise<Response> {
  const answer = await server.inject({
    method: method as 'GET' | 'POST',
    url: new URL(address).pathname,
    headers,
    ...(body == null ? {} : { payload: await new Response(body).text() }),
  })
  if (answer.statusCode === 503) throw new Unavailable('the login server cannot reach the database')
  return new Response(answer.payload, {
    status: answer.statusCode,
    headers: { 'content-type': answer.headers['content-type'] ?? '' },
  })
}

function journeyCookie(config: Settings, state: string): SealedCookie {
  const name = hostBound(config, `usher_leaving_${state.replaceAll(/[^\w-]/g, '').slice(0, 12)}`)
  return { name, purpose: 'sign-in to the console', path: '/' }
}
