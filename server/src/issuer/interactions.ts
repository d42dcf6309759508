import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Client, errors, type Grant, type default as Provider } from 'oidc-provider'
import type { Database } from '../database/database.ts'
import { rememberConsent } from './consents.ts'
import { extendGrant, grant, isFirstParty, saveGrant } from './grants.ts'
import { endSession } from './sessions.ts'

type ProviderInteraction = InstanceType<Provider['Interaction']>

/** What an application waits for while its person is here: that they sign in, or that they consent. */
export interface Interaction {
  readonly uid: string
  readonly asks: 'login' | 'consent'
  readonly client: {
    readonly id: string
    readonly name: string
    readonly redirectUri: string
    readonly firstParty: boolean
  }
  /** The address that the application expects, if it says one. */
  readonly loginHint: string | undefined
  /** Whether the application wants its person to sign in anew, signed in or not (`prompt=login`). */
  readonly anew: boolean
  /** How long ago they may have signed in at most, in seconds, if the application says so (`max_age`). */
  readonly max_age_seconds: number | undefined
  /** The languages that the application asks for, the one it likes best first (OpenID Connect Core, section 3.1.2.1). */
  readonly uiLocales: string | undefined
  /** Who is signed in. */
  readonly userId: string | undefined
  /** What the application asks for, granted before or not. */
  readonly scopes: readonly string[]
}

/** The sign-ins under way at the login server, for the pages that people see meanwhile. */
export interface Interactions {
  /** The interaction of this browser under this name; undefined where it has ended or belongs to another browser. */
  find(request: IncomingMessage, response: ServerResponse, uid: string): Promise<Interaction | undefined>
  /**
   * Who the person is has been proven.
   *
   * @param amr how (RFC 8176), where that is known
   * @returns where to send the browser, or undefined where the interaction has ended
   */
  signIn(uid: string, userId: string, amr: readonly string[]): Promise<string | undefined>
  /** The person grants what was asked for. @returns as `signIn` does */
  consent(uid: string): Promise<string | undefined>
  /** The person does not want to go on. @returns as `signIn` does */
  refuse(uid: string): Promise<string | undefined>
}

export function interactionsOf(provider: Provider, db: Database): Interactions {
  return { find, signIn, consent, refuse }

  async function find(request: IncomingMessage, response: ServerResponse, uid: string) {
    const found = await provider.interactionDetails(request, response).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return undefined
      throw error
    })
    // The cookie says which one; the address only chooses among the cookies.
    if (found === undefined || found.uid !== uid) return undefined
    const client = await clientOf(found)
    return client === undefined ? undefined : described(found, client)
  }

  async function signIn(uid: string, userId: string, amr: readonly string[]) {
    const interaction = await pending(uid, 'login')
    if (interaction === undefined) return undefined
    const { session } = interaction
    if (session !== undefined && session.accountId !== userId) {
      // Another person now uses this browser. What was granted to the one before ends here.
      await endSession(db, session.uid)
      interaction.session = undefined
    }
    return finish(interaction, {
      // Dated now: the browser may come back for it much later, when the person's tokens have been ended.
      login: { accountId: userId, ts: Math.floor(Date.now() / 1000), ...(amr.length === 0 ? {} : { amr }) },
    })
  }

  async function consent(uid: string) {
    const interaction = await pending(uid, 'consent')
    const { session, grantId, prompt } = interaction ?? {}
    if (interaction === undefined || session === undefined) return undefined
    const clientId = String(interaction.params['client_id'])
    const { missingOIDCScope = [], missingResourceScopes = {} } = detailsOf(prompt?.details)
    const { accountId } = session
    const settle = async (granted: Grant, id: string) => {
      await rememberConsent(db, { userId: accountId, clientId }, granted)
      return finish(interaction, { consent: { grantId: id } })
    }
    const found = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    if (found !== undefined) {
      grant(found, missingOIDCScope, missingResourceScopes)
      if (await extendGrant(db, found)) return settle(found, found.jti)
    }
    // Of one that was ended nothing is left: where that is asked for as well, the person is asked again.
    const made = new provider.Grant({ accountId, clientId })
    grant(made, missingOIDCScope, missingResourceScopes)
    return settle(made, await saveGrant(db, made, session.uid))
  }

  async function refuse(uid: string) {
    const interaction = await provider.Interaction.find(uid)
    if (interaction === undefined) return undefined
    interaction.lastSubmission = undefined
    return finish(interaction, { error: 'access_denied', error_description: 'the person did not want to go on' })
  }

  async function pending(uid: string, asks: Interaction['asks']): Promise<ProviderInteraction | undefined> {
    const interaction = await provider.Interaction.find(uid)
    return interaction?.prompt.name === asks ? interaction : undefined
  }

  async function finish(interaction: ProviderInteraction, result: Record<string, unknown>): Promise<string> {
    interaction.result = { ...interaction.lastSubmission, ...result }
    await interaction.persist()
    return interaction.returnTo
  }

  function clientOf({ params }: ProviderInteraction): Promise<Client | undefined> {
    return provider.Client.find(String(params['client_id']))
  }
}

function described({ uid, prompt, params, session }: ProviderInteraction, client: Client): Interaction | undefined {
  if (prompt.name !== 'login' && prompt.name !== 'consent') return undefined
  const { login_hint: loginHint, redirect_uri: redirectUri, scope, ui_locales: uiLocales } = params
  const { prompt: asked, max_age: maxAge } = params
  return {
    uid,
    asks: prompt.name,
    client: {
      id: client.clientId,
      name: client.clientName ?? client.clientId,
      redirectUri: String(redirectUri),
      firstParty: isFirstParty(client),
    },
    loginHint: typeof loginHint === 'string' ? loginHint : undefined,
    anew: typeof asked === 'string' && asked.split(' ').includes('login'),
    max_age_seconds: maxAge === undefined ? undefined : Number(maxAge),
    uiLocales: typeof uiLocales === 'string' ? uiLocales : undefined,
    userId: session?.accountId,
    scopes: typeof scope === 'string' ? [...new Set(scope.split(' '))] : [],
  }
}

/** What the library says is still missing. */
interface Missing {
  missingOIDCScope?: string[]
  missingResourceScopes?: Record<string, string[]>
}

function detailsOf(details: object | undefined): Missing {
  return details ?? {}
}
