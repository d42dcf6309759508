import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPerson, readToken, subjectIn } from '../src/issuers/claims.ts'
import { judge } from '../src/issuers/discovery.ts'
import { trustedIssuersFrom, type TrustedIssuer } from '../src/issuers/trusted-issuers.ts'
import { auth0 } from './support/vendors/auth0.ts'
import { entra } from './support/vendors/entra.ts'
import { google } from './support/vendors/google.ts'
import { keycloak } from './support/vendors/keycloak.ts'
import { okta } from './support/vendors/okta.ts'
import type { Vendor } from './support/vendors/vendor.ts'

const publicUrl = 'https://usher.example.com'
const vendors = [keycloak, entra, okta, auth0, google].map((vendor) => [vendor.name, vendor] as const)

function trusted({ entry }: Pick<Vendor, 'entry'>, changes: object = {}): TrustedIssuer {
  const [issuer] = trustedIssuersFrom([{ ...entry, ...changes }], { development: false })
  if (issuer === undefined) throw new Error('no issuer')
  return issuer
}

const guide = readFileSync(join(import.meta.dirname, '../../docs/ISSUERS.md'), 'utf8')

const everybodys_own = ['issuer', 'name', 'audience', 'client_id', 'client_secret']

/** An entry but for what everybody has another one of. */
function rulesIn(entry: object): object {
  return Object.fromEntries(Object.entries(entry).filter(([setting]) => !everybodys_own.includes(setting)))
}

const personIn = (issuer: TrustedIssuer, claims: Record<string, unknown>) =>
  readPerson(issuer, claims, { subject: subjectIn(issuer, claims) ?? '', asOf: new Date(), publicUrl })

describe.each(vendors)('%s', (_, vendor) => {
  const issuer = trusted(vendor)

  test('has the entry that the guide gives', () => {
    const [, entry] = new RegExp(`## ${vendor.name}\\n+\`\`\`json\\n(.*?)\`\`\``, 's').exec(guide) ?? []
    expect(rulesIn(JSON.parse(entry ?? 'null') as object)).toEqual(rulesIn(vendor.entry))
  })

  test('publishes metadata that its entry is content with', () => {
    expect(judge(issuer, vendor.discovery)).toMatchObject({ metadata: { jwksUri: vendor.discovery['jwks_uri'] } })
  })

  test('says in its ID token who signs in', () => {
    const { subject, name, email, vouched } = vendor.person
    expect(personIn(issuer, vendor.idToken.claims)).toMatchObject({ subject, name, address: { email, vouched } })
  })

  test('signs ID tokens that are no access tokens', () => {
    expect(readToken(issuer, vendor.idToken.claims, vendor.idToken.header)).toBeUndefined()
  })
})

describe.each(vendors.filter(([, { accessToken }]) => accessToken !== undefined))('%s', (_, vendor) => {
  const issuer = trusted(vendor)
  const { header, claims } = vendor.accessToken ?? { header: { alg: '' }, claims: {} }

  test('names in its access token the person whom its ID token names', () => {
    expect(readToken(issuer, claims, header)).toMatchObject({ subject: vendor.person.subject, machine: false })
    const { email, vouched, inAccessToken } = vendor.person
    expect(personIn(issuer, claims).address).toEqual(inAccessToken ? { email, canonical: email, vouched } : undefined)
  })

  test('says in userinfo what its access token does not', () => {
    if (vendor.person.inAccessToken) return
    const { subject, email, vouched } = vendor.person
    expect(personIn(issuer, vendor.userinfo ?? {})).toMatchObject({ subject, address: { email, vouched } })
  })

  test('marks the tokens of machines, which are nobody here', () => {
    const token = vendor.machineToken ?? { header, claims: {} }
    expect(readToken(issuer, token.claims, token.header)).toMatchObject({ machine: true })
  })
})

describe('what an entry must not miss', () => {
  test.each([
    ['the slash behind the issuer of Auth0', auth0, { issuer: 'https://example.eu.auth0.com' }],
    ['the realm of Keycloak', keycloak, { issuer: 'https://login.example.com' }],
    ['the authorization server of Okta', okta, { issuer: 'https://example.okta.com' }],
  ])('%s: its metadata are of another issuer (case 17)', (_, vendor, changes) => {
    expect(judge(trusted(vendor, changes), vendor.discovery)).toMatchObject({
      wrong: expect.stringContaining(`name another issuer, ${String(vendor.entry['issuer'])}.`),
    })
  })

  test('the tenant of Entra ID: what serves everybody’s tenant is no issuer (case 17)', () => {
    const common = trusted(entra, { issuer: 'https://login.microsoftonline.com/common/v2.0' })
    const discovery = { ...entra.discovery, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }
    expect(judge(common, discovery)).toHaveProperty('wrong')
  })

  test('the rule for machines, where a machine’s subject is not its client', () => {
    for (const { entry, machineToken = { claims: {}, header: { alg: '' } } } of [keycloak, entra, auth0]) {
      const issuer = trusted({ entry }, { machine: undefined })
      expect(readToken(issuer, machineToken.claims, machineToken.header)).toMatchObject({ machine: false })
    }
  })

  test('the domains of Entra ID: it does not say whether an address is verified (case 19)', () => {
    const guest = { ...entra.accessToken?.claims, email: 'ceo@customer.example' }
    expect(personIn(trusted(entra), guest).address).toMatchObject({ vouched: false })
    expect(personIn(trusted(entra, { email_trust: 'claim' }), { ...entra.accessToken?.claims }).address).toMatchObject({
      vouched: false,
    })
  })

  test('the subject of Entra ID: sub is another one in each application', () => {
    const bySub = trusted(entra, { claims: {} })
    expect(subjectIn(bySub, { ...entra.accessToken?.claims })).not.toBe(subjectIn(bySub, entra.idToken.claims))
  })
})
