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
}

export async function startTestIssuer({ audience }: { audience: string }): Promise<TestIssuer> {
  let { kid, privateKey, publicJwk } = await makeKey()
  let oldKeys: jose.JWK[] = []
  let down = false
  let keyFetches = 0
  const server = createServer((_, response) => {
    keyFetches += 1
    response
      .writeHead(down ? 503 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ keys: [publicJwk, ...oldKeys] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

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
  return { iat: now, exp: now + 600, ...claims }
}

async function makeKey(): Promise<{ kid: string; privateKey: jose.CryptoKey; publicJwk: jose.JWK }> {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true })
  const kid = crypto.randomUUID()
  return { kid, privateKey, publicJwk: { ...(await jose.exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
}
