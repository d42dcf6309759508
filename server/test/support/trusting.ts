import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startTestIssuer, type TestIssuer } from './test-issuer.ts'
import { startUsher, type TestUsher } from './usher.ts'

/** A service for one test that trusts two issuers, and its own for its machines. Its `issuer` is trusted by nobody. */
export async function usherWithTwoIssuers({
  entry = (issuer) => ({ jwks_uri: issuer.jwksUri }),
}: { entry?: (issuer: TestIssuer) => object } = {}): Promise<{
  usher: TestUsher
  first: TestIssuer
  second: TestIssuer
}> {
  const audience = 'usher-of-the-tests'
  const issuers = [await startTestIssuer({ audience }), await startTestIssuer({ audience })] as const
  const folder = mkdtempSync(join(tmpdir(), 'usher-issuers-'))
  const file = join(folder, 'issuers.json')
  const entries = issuers.map((issuer) => ({ issuer: issuer.issuer, audience, ...entry(issuer) }))
  writeFileSync(file, JSON.stringify(entries))
  const usher = await startUsher({ USHER_ISSUERS: file })
  onTestFinished(async () => {
    await usher[Symbol.asyncDispose]()
    await Promise.all(issuers.map((issuer) => issuer[Symbol.asyncDispose]()))
    rmSync(folder, { recursive: true, force: true })
  })
  return { usher, first: issuers[0], second: issuers[1] }
}
