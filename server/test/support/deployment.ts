import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { start } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { prepareDemo } from '../../src/demo/demo.ts'
import type { Demo } from '../../src/demo/description.ts'
import { Actor, succeeded } from './cast.ts'
import type { Environment, Program } from './program.ts'
import { freshStore, storeKind } from './store.ts'
import { freePort } from './usher.ts'

/** All that programs need to run on, with the demo's organization in it. */
export interface Deployment extends AsyncDisposable {
  readonly environment: Environment
  readonly folder: string
  readonly demo: Demo
}

/** In production nobody has a token of a foreign issuer here, since those need TLS; machines have one of our own. */
const production = {
  PUBLIC_URL: 'https://usher.example.com',
  USHER_MAIL: 'off',
  USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
  USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
  USHER_ORGANIZATION_CREATION: 'anyone',
}

/** As people run it: development on the embedded database, production on a server. */
export async function deploy(): Promise<Deployment> {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(await freshStore())
  const mode = storeKind === 'pglite' ? { USHER_MODE: 'development' } : production
  const environment = { ...mode, ...store.environment, PORT: String(await freePort()) }
  {
    await using running = await start(readConfig({ environment }), pino({ level: 'silent' }))
    await prepareDemo(running)
  }
  const folder = store.environment.USHER_DATA
  const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Demo
  const parts = stack.move()
  return { environment, folder, demo, [Symbol.asyncDispose]: () => parts.disposeAsync() }
}

/** One of the demo's machines, with a token that it got from this program. */
export async function signIn(
  program: Pick<Program, 'request'>,
  { demo }: Deployment,
  wanted: 'inviter' | 'invitee',
): Promise<Actor> {
  const account = demo.service_accounts.find(({ role }) => role === wanted)
  if (account === undefined) throw new Error(`the demo has no ${wanted}`)
  const credentials = Buffer.from(`${account.client_id}:${account.client_secret}`).toString('base64')
  const { body } = succeeded(
    await program.request('POST', '/oauth/token', {
      body: 'grant_type=client_credentials',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    }),
  )
  const { name, address, client_id: subject } = account
  return new Actor(program, { name, address, subject, token: body.access_token })
}
