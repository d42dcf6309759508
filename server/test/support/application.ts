import { createHash, randomBytes } from 'node:crypto'
import { sql } from '../../src/database/sql.ts'
import { scopesOfPeople } from '../../src/issuer/scopes.ts'
import { hashSecret, newSecret } from '../../src/issuer/secrets.ts'
import { Browser, type Page } from './browser.ts'
import { codeMailedTo, mailsTo } from './mailed.ts'
import type { Answer, TestUsher } from './usher.ts'

/** An application that people sign in to. */
export interface Application {
  readonly id: string
  readonly name: string
  /** Undefined for a public client. */
  readonly secret: string | undefined
  readonly redirectUri: string
  readonly signedOutUri: string
}

const all_scopes = ['openid', 'profile', 'email', 'offline_access', ...scopesOfPeople]

export async function application(
  { db }: Pick<TestUsher, 'db'>,
  {
    secret,
    firstParty = true,
    scopes = all_scopes,
    redirectUri = 'https://app.example.com/callback',
  }: { secret?: string | undefined; firstParty?: boolean; scopes?: readonly string[]; redirectUri?: string } = {},
): Promise<Application> {
  const id = `application_${randomBytes(8).toString('hex')}`
  const name = firstParty ? 'The application' : 'Somebody’s application'
  const signedOutUri = 'https://app.example.com/signed-out'
  await db.run(sql`
    insert into clients (id, kind, name, scopes, secret_hash, redirect_uris, post_logout_redirect_uris, first_party)
    values (${id}, 'application', ${name}, ${scopes}, ${secret === undefined ? null : hashSecret(secret)}::bytea,
      ${[redirectUri]}, ${[signedOutUri]}, ${firstParty})`)
  return { id, name, secret, redirectUri, signedOutUri }
}

export function confidential(
  usher: Pick<TestUsher, 'db'>,
  wishes: Parameters<typeof application>[1] = {},
): Promise<Application> {
  return application(usher, { secret: newSecret(), ...wishes })
}

/** What an application remembers of the request that it sent its person away with. */
export interface Request {
  readonly url: string
  readonly verifier: string
  readonly state: string
}

export function authorizationRequest(
  usher: Pick<TestUsher, 'url'>,
  client: Application,
  parameters: Record<string, string | undefined> = {},
): Request {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(8).toString('hex')
  const url = new URL('/oauth/authorize', usher.url)
  const all = {
    client_id: client.id,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: 'openid profile email invitations:read invitations:respond',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value)
  return { url: url.href, verifier, state }
}

/** Goes through the pages with an address and the code that is mailed there, as far as the first page of another kind. */
export async function signIn(
  usher: Pick<TestUsher, 'db' | 'request'>,
  browser: Browser,
  address: string,
  until: string,
): Promise<Page> {
  // The code is that of the mail that comes now.
  const before = await mailsTo(usher, address)
  await browser.submit({ step: 'address', email: address })
  return browser.submit({ step: 'code', code: await codeMailedTo(usher, address, { after: before }) }, { until })
}

/** What an application is told in the URL that its person comes back with. */
export function toldBy({ url }: Page): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams)
}

/** A person signs in to an application with a browser, which brings back a code. */
export async function authorize(
  usher: Pick<TestUsher, 'url' | 'db' | 'request'>,
  client: Application,
  address: string,
  { browser = new Browser(), ...parameters }: { browser?: Browser } & Record<string, unknown> = {},
): Promise<Request & { code: string; browser: Browser }> {
  const request = authorizationRequest(usher, client, parameters as Record<string, string>)
  let page = await browser.open(request.url, { until: client.redirectUri })
  if (!page.url.startsWith(client.redirectUri)) page = await signIn(usher, browser, address, client.redirectUri)
  if (!page.url.startsWith(client.redirectUri))
    page = await browser.submit({ step: 'allow' }, { until: client.redirectUri })
  const { code } = toldBy(page)
  if (code === undefined) throw new Error(`no code was given: ${page.url} ${page.text}`)
  return { ...request, code, browser }
}

/** Posts a form to an endpoint of the login server in the name of a client. */
export function post(
  usher: TestUsher,
  endpoint: string,
  client: Pick<Application, 'id' | 'secret'>,
  form: Record<string, string>,
): Promise<Answer> {
  const own =
    client.secret === undefined ? { client_id: client.id } : { client_id: client.id, client_secret: client.secret }
  return usher.request('POST', endpoint, {
    body: new URLSearchParams({ ...own, ...form }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

export function exchange(
  usher: TestUsher,
  client: Application,
  { code, verifier }: { code: string; verifier: string },
  form: Record<string, string> = {},
): Promise<Answer> {
  return post(usher, '/oauth/token', client, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
    ...form,
  })
}

export function refresh(
  usher: TestUsher,
  client: Application,
  refreshToken: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  return post(usher, '/oauth/token', client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...form })
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
}

/** All of the above: what an application holds of a person who signed in to it. */
export async function tokensOf(
  usher: TestUsher,
  client: Application,
  address: string,
  options: Parameters<typeof authorize>[3] = {},
): Promise<Tokens & { browser: Browser }> {
  const given = await authorize(usher, client, address, options)
  const { status, body, text } = await exchange(usher, client, given)
  if (status !== 200) throw new Error(`the code was not taken: ${status} ${text}`)
  return { ...(body as Tokens), browser: given.browser }
}
