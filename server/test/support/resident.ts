import * as jose from 'jose'
import { allScopes } from '../../src/http/scopes.ts'
import { loadKeys, signing_algorithm } from '../../src/issuer/keys.ts'
import { Refusal } from '../../src/http/problems.ts'
import { personWith } from '../../src/users/people.ts'
import { application } from './application.ts'
import { Actor } from './cast.ts'
import { address, newAddress } from './codes.ts'
import type { TestUsher } from './usher.ts'

/** A person who signs in at the built-in issuer with an address that they proved, and what the API calls them. */
export class Resident extends Actor {
  readonly id: string

  constructor(usher: TestUsher, person: { id: string; name: string; address: string; token: string }) {
    super(usher, { ...person, subject: person.id })
    this.id = person.id
  }
}

/** Has somebody sign in with an address: as whoever they were here before, or for the first time. */
export async function resident(usher: TestUsher, name: string, email = newAddress(name)): Promise<Resident> {
  const person = await usher.db.transaction((tx) => personWith(tx, address(email)))
  if (person instanceof Refusal) throw new Error(`${email} does not sign in: ${person.code}`)
  return new Resident(usher, { id: person.id, name, address: email, token: await tokenFor(usher, person.id) })
}

/** An access token of the built-in issuer, as a person gets one at sign-in. The application is the platform's own, unless it is not. */
export async function tokenFor(
  usher: TestUsher,
  userId: string,
  {
    scopes = allScopes.filter((scope) => scope !== 'platform'),
    firstParty = true,
  }: { scopes?: readonly string[]; firstParty?: boolean } = {},
): Promise<string> {
  const client = await application(usher, { firstParty })
  const { publicUrl, audience, linkKeys } = usher.running.config
  const [key] = await loadKeys(usher.db, linkKeys)
  if (key === undefined) throw new Error('there is no key to sign with')
  return new jose.SignJWT({ client_id: client.id, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: signing_algorithm, typ: 'at+jwt', kid: key.kid ?? '' })
    .setIssuer(publicUrl)
    .setSubject(userId)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('10 minutes')
    .setJti(crypto.randomUUID())
    .sign(await jose.importJWK(key, signing_algorithm))
}
