import { fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { Browser } from './browser.ts'
import { freePort } from './usher.ts'

export interface Person {
  readonly name?: string
  readonly picture?: string
  readonly email?: string
  readonly email_verified?: unknown
}

export interface Settings {
  readonly port: number
  readonly path?: string
  /** Of the access tokens that its applications get for the API. */
  readonly audience: string
  readonly people: Record<string, Person>
  readonly clients: readonly { client_id: string; client_secret?: string; redirect_uris: string[] }[]
  readonly addressInIdToken?: boolean
}

/** A login server in a process of its own, with an application that people sign in to. */
export interface ForeignProvider extends AsyncDisposable {
  readonly issuer: string
  /** The access token that the application gets when this person signs in to it. */
  accessTokenOf(account: string): Promise<string>
  /** Changes what it says about people, or whether its userinfo endpoint is there. */
  change(change: { people?: Record<string, Person>; userinfoDown?: boolean }): Promise<void>
}

const application = { client_id: 'the-application', client_secret: 'secret', redirect_uris: ['http://127.0.0.1/back'] }

export async function startForeignProvider(
  wishes: Pick<Settings, 'audience' | 'people'> & Partial<Settings>,
): Promise<ForeignProvider> {
  const settings: Settings = { port: await freePort(), ...wishes, clients: [application, ...(wishes.clients ?? [])] }
  const file = join(import.meta.dirname, 'foreign-provider-process.ts')
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const [{ issuer }] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error('the foreign provider did not start')
    }),
  ])) as [{ issuer: string }]

  return {
    issuer,
    accessTokenOf: (account) => accessToken(issuer, settings.audience, account),
    change: async (change) => {
      child.send(change)
      await once(child, 'message')
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The authorization code flow of the application, with a person at the browser (RFC 6749, section 4.1). */
async function accessToken(issuer: string, audience: string, account: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const [redirectUri = ''] = application.redirect_uris
  const browser = new Browser()
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: application.client_id,
    redirect_uri: redirectUri,
    scope: 'openid',
    resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const first = await browser.open(`${issuer}/auth?${query.toString()}`, { until: redirectUri })
  if (first.url.startsWith(redirectUri)) throw new Error(`no page to sign in: ${first.url}`)
  const back = await browser.submit({ account }, { until: redirectUri })
  const { client_id, client_secret } = application
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(back.url).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      resource: audience,
    }),
  })
  const { access_token } = (await response.json()) as { access_token?: string }
  if (access_token === undefined) throw new Error(`${account} got no access token: ${response.status}`)
  return access_token
}
