import * as client from 'openid-client'
import type { Config } from '../config.ts'
import type { Person } from '../users/introduce.ts'
import { type Claims, readPerson, subjectIn } from './claims.ts'
import { type ForeignIssuer, IssuerUnavailable } from './foreign-issuer.ts'
import { forget, keep, kept } from './journey.ts'

/** Why a sign-in at another issuer did not come to its end; the person may start again in each case. */
export type Failure =
  /** This browser did not begin it, or too long ago. */
  | 'not_begun_here'
  /** The person, or the issuer, said no. */
  | 'declined'
  | 'issuer_away'
  /** What came back is not what was asked for. */
  | 'not_trusted'
  /** The application asks when the person signed in, and the issuer does not say, or it is too long ago. */
  | 'too_long_ago'

/** What a sign-in at another issuer is a part of. */
export interface Origin {
  /** The interaction of the login server. */
  readonly interaction: string
  /** Where that leads in the end: the application. */
  readonly redirectUri: string
  /** The languages that the application asks for. */
  readonly uiLocales: string | undefined
}

/** What the browser that left for another issuer has with it. */
interface Journey extends Origin {
  readonly issuer: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Seconds since the epoch. */
  readonly left: number
  /** What the application asks of the sign-in: see `Interaction`. */
  readonly anew: boolean
  readonly max_age_seconds?: number | undefined
}

type Wish = Origin & Pick<Journey, 'anew' | 'max_age_seconds'>

// Two clocks may differ by as much.
const skew_seconds = 30

/** Somebody who came back, and what they left with. */
export interface Back extends Origin {
  readonly person: Person
  /** The `Set-Cookie` header that ends the journey. */
  readonly cookie: string
}

/** Somebody who came back and is not signed in. */
export interface Stranded {
  readonly failure: Failure
  /** Undefined where this browser has nothing with it. */
  readonly origin?: Origin
}

type Settings = Pick<Config, 'publicUrl' | 'cookieKeys'>

/**
 * Sends a browser to another issuer (OpenID Connect Core, section 3.1.2.1): authorization code with PKCE, state and nonce,
 * and with what the application asks for: that the person signs in anew, or did so not too long ago.
 *
 * @returns where it goes, and the cookie that it needs to come back; undefined while the issuer cannot be reached
 */
export async function leaveFor(
  issuer: ForeignIssuer,
  config: Settings,
  origin: Wish,
): Promise<{ location: string; cookie: string } | undefined> {
  const settings = await configurationFor(issuer)
  if (settings === undefined) return undefined
  const journey: Journey = {
    issuer: issuer.trusted.issuer,
    ...origin,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    left: Math.floor(Date.now() / 1000),
  }
  const location = client.buildAuthorizationUrl(settings, {
    redirect_uri: redirectUri(issuer, config),
    scope: issuer.trusted.signIn?.scope ?? 'openid',
    state: journey.state,
    nonce: journey.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    ...(origin.anew ? { prompt: issuer.trusted.signIn?.prompt ?? 'login' } : {}),
    ...(origin.max_age_seconds === undefined ? {} : { max_age: String(origin.max_age_seconds) }),
    ...(origin.uiLocales === undefined ? {} : { ui_locales: origin.uiLocales }),
  })
  return { location: location.href, cookie: await keep(config, cookieOf(journey.state), journey) }
}

/**
 * Takes up a browser that comes back with a code: exchanges it, and learns who it is from the ID token, and from
 * userinfo where that has no address. Refused unless the same browser left for the same issuer, and that issuer answers:
 * state, nonce, PKCE and `iss` (RFC 9207) are checked.
 *
 * @param query of the request, as it came
 */
export async function comeBack(
  issuer: ForeignIssuer,
  config: Settings,
  { query, cookies }: { query: string; cookies: string | undefined },
): Promise<Back | Stranded> {
  const url = new URL(`${redirectUri(issuer, config)}?${query}`)
  const name = cookieOf(url.searchParams.get('state') ?? '')
  const journey = await kept<Journey>(config, name, cookies)
  if (journey === undefined || journey.issuer !== issuer.trusted.issuer) return { failure: 'not_begun_here' }
  const { interaction, redirectUri: application, uiLocales } = journey
  const origin = { interaction, redirectUri: application, uiLocales }
  const settings = await configurationFor(issuer)
  if (settings === undefined) return { failure: 'issuer_away', origin }
  try {
    const tokens = await client.authorizationCodeGrant(settings, url, {
      expectedState: journey.state,
      expectedNonce: journey.nonce,
      pkceCodeVerifier: journey.verifier,
      idTokenExpected: true,
    })
    const claims = await claimsOf(issuer, settings, tokens)
    const subject = claims && subjectIn(issuer.trusted, claims)
    if (claims === undefined || subject === undefined) return { failure: 'not_trusted', origin }
    if (!isRecent(claims['auth_time'], journey)) return { failure: 'too_long_ago', origin }
    const person = readPerson(issuer.trusted, claims, { subject, asOf: new Date(), publicUrl: config.publicUrl })
    return { ...origin, person, cookie: forget(config, name) }
  } catch (error) {
    return { failure: failureOf(error), origin }
  }
}

/**
 * Whether the person signed in at the issuer as recently as the application asks, counted from when they left for it. An
 * issuer that was sent `max_age` has to say when; one that was asked to let them sign in anew may leave it out.
 */
function isRecent(authTime: unknown, { left, anew, max_age_seconds }: Journey): boolean {
  const most_seconds = anew ? 0 : max_age_seconds
  if (most_seconds === undefined) return true
  if (typeof authTime !== 'number') return max_age_seconds === undefined
  return authTime >= left - most_seconds - skew_seconds
}

/** What the ID token says, and userinfo where the address is only there. */
async function claimsOf(
  { trusted }: ForeignIssuer,
  settings: client.Configuration,
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
): Promise<Claims | undefined> {
  const claims = tokens.claims()
  if (claims === undefined) return undefined
  const named = trusted.claims.email.some((name) => claims[name] !== undefined)
  if (named || !trusted.userinfo || settings.serverMetadata().userinfo_endpoint === undefined) return claims
  // Without it, somebody signs in whose address we do not know yet.
  const more = await client.fetchUserInfo(settings, tokens.access_token, claims.sub).catch(() => undefined)
  return { ...more, ...claims }
}

/** The library's view of an issuer; undefined where its metadata cannot be had now. */
async function configurationFor(issuer: ForeignIssuer): Promise<client.Configuration | undefined> {
  const { signIn, reach } = issuer.trusted
  const metadata = await issuer.metadata().catch(() => undefined)
  if (signIn === undefined || metadata === undefined) return undefined
  const { clientId, clientSecret, clientAuthentication } = signIn
  const authentication = { client_secret_basic: client.ClientSecretBasic, client_secret_post: client.ClientSecretPost }
  const settings = new client.Configuration(
    metadata.document as client.ServerMetadata,
    clientId,
    undefined,
    clientSecret === undefined ? client.None() : authentication[clientAuthentication](clientSecret.reveal()),
  )
  if (reach.http) client.allowInsecureRequests(settings)
  // The ID token comes straight from the issuer; its signature is checked all the same.
  client.enableNonRepudiationChecks(settings)
  settings[client.customFetch] = async (url, { method, headers, body, signal }) => {
    const text = body == null ? undefined : await new Response(body).text()
    const sent = { method, headers, signal, ...(text === undefined ? {} : { body: text }) }
    const response = await issuer.outbound.send(url, sent).catch((cause: unknown) => {
      throw new IssuerUnavailable(`${url} cannot be asked`, { cause })
    })
    if (response.status >= 500) throw new IssuerUnavailable(`${url} answers ${response.status}`)
    return response
  }
  return settings
}

function failureOf(error: unknown): Failure {
  if (error instanceof client.AuthorizationResponseError) return 'declined'
  const away = error instanceof Error && error.cause instanceof IssuerUnavailable
  return away || (error instanceof client.ClientError && error.code === 'OAUTH_TIMEOUT') ? 'issuer_away' : 'not_trusted'
}

/** A path for each issuer, so that none can answer for another (RFC 9700, section 4.4.2.2). */
function redirectUri({ trusted }: ForeignIssuer, { publicUrl }: Settings): string {
  return `${publicUrl}/oauth/callback/${trusted.signIn?.id ?? ''}`
}

function cookieOf(state: string): string {
  return `usher_journey_${state.replaceAll(/[^\w-]/g, '').slice(0, 12)}`
}
