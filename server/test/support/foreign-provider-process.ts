import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import Provider, { type KoaContextWithOIDC } from 'oidc-provider'
import type { Person, Settings } from './foreign-provider.ts'

/**
 * A login server of somebody else's, as a process of its own. Its access tokens say who somebody is and nothing more:
 * the address is in its ID tokens (unless told otherwise) and at its userinfo endpoint.
 */
const settings = JSON.parse(process.argv[2] ?? '{}') as Settings
let people = settings.people
let userinfoDown = false
const { privateKey, publicKey } = await jose.generateKeyPair('RS256', { extractable: true })
const key = { ...(await jose.exportJWK(privateKey)), kid: 'first', alg: 'RS256', use: 'sig' }
const issuer = `http://127.0.0.1:${settings.port}${settings.path ?? ''}`

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, kty: 'RSA' }] },
  clients: settings.clients.map((client) => ({ grant_types: ['authorization_code'], ...client })),
  claims: { openid: ['sub'], profile: ['name', 'picture'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: settings.addressInIdToken === false,
  pkce: { required: () => true },
  cookies: { keys: ['a key of the tests'] },
  findAccount: (_ctx, sub) => {
    const person = people[sub]
    return person && { accountId: sub, claims: async () => ({ sub, ...person }) }
  },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => [],
      getResourceServerInfo: () => ({ scope: '', audience: settings.audience, accessTokenFormat: 'jwt' as const }),
    },
  },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
})

provider.use(async (ctx: KoaContextWithOIDC, next) => {
  const [, place, uid] = ctx.path.split('/')
  if (place === 'interaction') return interact(ctx, uid ?? '')
  if (place === 'me' && userinfoDown) return void (ctx.status = 503)
  if (place === 'me' && ctx.get('authorization').includes('.')) return tell(ctx)
  await next()
})

/** Whoever the form names has signed in and agreed: no passwords here. */
async function interact(ctx: KoaContextWithOIDC, uid: string): Promise<void> {
  if (ctx.method === 'GET') {
    ctx.type = 'html'
    ctx.body = `<form method="post" action="/interaction/${uid}"><input name="account"></form>`
    return
  }
  const interaction = await provider.Interaction.find(uid)
  if (interaction === undefined) return void (ctx.status = 404)
  const body = new URLSearchParams(await read(ctx.req))
  const accountId = body.get('account') ?? ''
  if (accountId === '') {
    interaction.result = { error: 'access_denied', error_description: 'the person said no' }
  } else {
    const grant = new provider.Grant({ accountId, clientId: String(interaction.params['client_id']) })
    grant.addOIDCScope('openid profile email')
    const resource = interaction.params['resource']
    if (typeof resource === 'string') grant.addResourceScope(resource, 'openid')
    interaction.result = { login: { accountId }, consent: { grantId: await grant.save() } }
  }
  await interaction.save(60)
  ctx.redirect(interaction.returnTo)
}

/** Userinfo for tokens of the API, as Auth0 and others allow it; the library serves only its opaque ones. */
async function tell(ctx: KoaContextWithOIDC): Promise<void> {
  const token = ctx.get('authorization').replace(/^Bearer /, '')
  const { payload } = await jose.jwtVerify(token, publicKey, { issuer, audience: settings.audience })
  ctx.body = { sub: payload.sub, ...people[payload.sub ?? ''] }
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += chunk.toString()
  return text
}

const server = provider.listen(settings.port, '127.0.0.1', () => {
  process.send?.({ issuer, port: (server.address() as AddressInfo).port })
})

process.on('message', (change: { people?: Record<string, Person>; userinfoDown?: boolean }) => {
  people = change.people ?? people
  userinfoDown = change.userinfoDown ?? userinfoDown
  process.send?.({ done: true })
})
// The test that started it is gone.
process.on('disconnect', () => process.exit())
