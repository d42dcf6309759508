import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'

export const audience = 'usher-bench'

/** The application's own login: signs the access tokens of the people in the measured requests. */
export interface Issuer extends AsyncDisposable {
  readonly issuer: string
  readonly jwksUri: string
  tokenOf(subject: string): Promise<string>
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256')
  const kid = 'bench'
  const keys = JSON.stringify({ keys: [{ ...(await jose.exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] })
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    tokenOf: (subject) =>
      new jose.SignJWT({ iss: issuer, aud: audience, sub: subject, client_id: 'bench' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setIssuedAt()
        .setExpirationTime('6h')
        .sign(privateKey),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
