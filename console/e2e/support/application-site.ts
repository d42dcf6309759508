import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { html } from '../../../server/src/html.ts'
import { type Application, application, authorizationRequest } from '../../../server/test/support/application.ts'
import type { TestUsher } from '../../../server/test/support/usher.ts'

/** The site of an application that people sign in to, on another site than ours (RFC 6265bis counts no ports). */
export interface ApplicationSite extends AsyncDisposable {
  readonly client: Application
  /** Where it sends people who want to sign in. */
  signInUrl(parameters?: Record<string, string>): string
}

/** What the page says that people come back to. */
export const backTexts = { welcome: 'Welcome to the application', refused: 'You are not signed in' } as const

export async function applicationSite(
  usher: TestUsher,
  wishes: { firstParty?: boolean } = {},
): Promise<ApplicationSite> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    const title = searchParams.has('code') ? backTexts.welcome : backTexts.refused
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      html`<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1></main></html>`.toString(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = await application(usher, { ...wishes, redirectUri: `http://localhost:${port}/callback` })
  return {
    client,
    signInUrl: (parameters) => authorizationRequest(usher, client, parameters).url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
