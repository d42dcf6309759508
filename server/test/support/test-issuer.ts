import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'

/** An OpenID Connect issuer of the tests' own, as an application that logs its people in by itself would have one. */
export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string
  readonly jwksUri: string
  /** How often its keys were fetched. */
  readonly keyFetches: number
  /** An access token with these claims, valid for ten minutes unless they say otherwise. */
  sign(claims: jose.JWTPayload, header?: Partial<jose.JWTHeaderParameters>): Promise<string>
  readonly privateKey: jose.CryptoKey
  readonly publicJwk: jose.JWK
  /** Signs with another key from now on. The old ones are published until they are retired. */
  rotateKey(): Promise<void>
  retireOldKeys(): void
  /** Answers 503 to everybody until told otherwise. */
  down: boolean
  /** What it publishes about itself; other members, or a status, where a test wants it wrong. */
  metadata: Record<string, unknown> | number
  /** What its userinfo endpoint says of whom, by subject; or the status that it answers with. */
  userinfo: Record<string, Record<string, unknown>> | number
  /** How often its userinfo endpoint was asked. */
  readonly userinfoRequests: number
}

export async function startTestIssuer({ audience }: { audience: string }): Promise<TestIssuer> {
  let { kid, privateKey, publicJwk } = await makeKey()
  let oldKeys: jose.JWK[] = []
  let down = false
  let keyFetches = 0
  let userinfoRequests = 0
  let metadata: TestIssuer['metadata'] = {}
  let userinfo: TestIssuer['userinfo'] = {}
  const server = createServer((request, response) => {
    const said = answerTo(request.url ?? '', request.headers.authorization)
    response
      .writeHead(down ? 503 : typeof said === 'number' ? said : 200, { 'content-type': 'application/json' })
      .end(typeof said === 'number' ? '' : JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function answerTo(path: string, authorization = ''): object | number {
    if (path === '/.well-known/openid-configuration')
      return typeof metadata === 'number'
        ? metadata
        : { issuer, jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/userinfo`, ...metadata }
    if (path === '/userinfo') {
      userinfoRequests += 1
      if (typeof userinfo === 'number') return userinfo
      const { sub = '' } = jose.decodeJwt(authorization.replace('Bearer ', ''))
      return { sub, ...userinfo[sub] }
    }
    if (path !== '/jwks') return 404
    keyFetches += 1
    return { keys: [publicJwk, ...oldKeys] }
  }

  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    get keyFetches() {
      return keyFetches
    },
    get privateKey() {
      return privateKey
    },
    get publicJwk() {
      return publicJwk
    },
    get down() {
      return down
    },
    set down(value) {
      down = value
    },
    get metadata() {
      return metadata
    },
    set metadata(value) {
      metadata = value
    },
    get userinfo() {
      return userinfo
    },
    set userinfo(value) {
      userinfo = value
    },
    get userinfoRequests() {
      return userinfoRequests
    },
    async rotateKey() {
      oldKeys.push(publicJwk)
      ;({ kid, privateKey, publicJwk } = await makeKey())
    },
    retireOldKeys() {
      oldKeys = []
    },
    sign: (claims, header) =>
      new jose.SignJWT({ iss: issuer, aud: audience, client_id: 'test-application', ...withTimes(claims) })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
        .sign(privateKey),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function withTimes(claims: jose.JWTPayload): jose.JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iat: now, exp: now + 3_600, ...claims }
}

async function makeKey(): Promise<{ kid: string; privateKey: jose.CryptoKey; publicJwk: jose.JWK }> {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true })
  const kid = crypto.randomUUID()
  return { kid, privateKey, publicJwk: { ...(await jose.exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
}
