import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import { authenticationRequired } from '../http/authenticate.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { forgetSealed, hostBound, keepSealed, type SealedCookie, sealedIn, unseal } from '../http/sealed-cookie.ts'
import { console_client_id } from '../issuer/console-client.ts'
import { absolute_seconds, day_seconds, idle_seconds } from '../issuer/lifetimes.ts'
import { scopesOfPeople } from '../issuer/scopes.ts'
import type { Caller } from '../tokens/caller.ts'
import { mayBeForged } from './csrf.ts'

type Soon<T> = T | Promise<T>

/** What the cookie holds. No token is in it: it stands for the grant that the token belonged to. Times in seconds. */
interface Content {
  readonly userId: string
  readonly grantId: string
  readonly signedIn: number
  readonly renewed: number
}

/** A browser in which somebody is signed in to the console. Whether they still are, the database says: see `callerRow`. */
export interface ConsoleSession {
  readonly caller: Caller & { readonly grantId: string }
  /** Its cookie is old enough to be replaced, so that the browser stays signed in as long as it is used. */
  readonly due: boolean
}

interface Remembered extends Content {
  readonly caller: ConsoleSession['caller']
  readonly until: number
}

const remembered_sessions = 10_000
const scopes = new Set<string>(scopesOfPeople)

/**
 * The console's sessions. Each lives in the cookie of its browser, encrypted, and nowhere else: 14 days without use, 90 days
 * in all. It ends earlier with its grant, at the next request, since the statement that reads the caller asks for both.
 */
export class ConsoleSessions {
  readonly #config: Pick<Config, 'publicUrl' | 'cookieKeys'>
  readonly #cookie: SealedCookie
  /** By the hash of the cookie, because to decrypt one costs far more than a look at memory. */
  readonly #remembered = new LRUCache<string, Remembered>({ max: remembered_sessions })

  constructor(config: Pick<Config, 'publicUrl' | 'cookieKeys'>) {
    this.#config = config
    this.#cookie = { name: hostBound(config, 'usher_console'), purpose: 'console session', path: '/' }
  }

  /**
   * The caller of an API request that has cookies and no access token. At once where the session is remembered, as nearly
   * all are.
   */
  authenticate(request: FastifyRequest, reply: FastifyReply): Soon<Caller | Refusal> {
    const { method, headers } = request
    const sealed = sealedIn(this.#cookie, headers.cookie)
    if (sealed === undefined) return authenticationRequired()
    if (mayBeForged(method, (name) => headers[name], this.#config)) return refuse('csrf_refused')
    const session = this.#open(sealed)
    if (session instanceof Promise || session?.due === true) return this.#settle(session, reply)
    return session === undefined ? authenticationRequired() : session.caller
  }

  async #settle(found: Soon<ConsoleSession | undefined>, reply: FastifyReply) {
    const session = await found
    if (session === undefined) return authenticationRequired()
    void reply.headers(await this.renewal(session))
    return session.caller
  }

  /** The session that a `Cookie` header brings, if it is one of ours and not too old. */
  async read(header: string | undefined): Promise<ConsoleSession | undefined> {
    const sealed = sealedIn(this.#cookie, header)
    return sealed === undefined ? undefined : this.#open(sealed)
  }

  /** The headers that replace a cookie that is due; none for another. */
  async renewal({ caller, due }: ConsoleSession): Promise<{ 'set-cookie'?: string }> {
    return due ? { 'set-cookie': await this.begin(caller) } : {}
  }

  /** The `Set-Cookie` header of a session, which counts from when the caller signed in. */
  begin({ subject, grantId, issuedAt }: Pick<ConsoleSession['caller'], 'subject' | 'grantId' | 'issuedAt'>) {
    const signedIn = issuedAt.getTime() / 1000
    const renewed = now()
    const left = Math.max(1, Math.min(idle_seconds, Math.ceil(signedIn + absolute_seconds - renewed)))
    return keepSealed<Content>(this.#config, this.#cookie, { userId: subject, grantId, signedIn, renewed }, left)
  }

  /** The `Set-Cookie` header that ends one. */
  end(): string {
    return forgetSealed(this.#config, this.#cookie)
  }

  #open(sealed: string): Soon<ConsoleSession | undefined> {
    const key = hash('sha256', sealed, 'base64')
    const remembered = this.#remembered.get(key)
    if (remembered !== undefined) return sessionOf(remembered)
    return this.#unseal(sealed).then((session) => {
      if (session === undefined) return undefined
      this.#remembered.set(key, session)
      return sessionOf(session)
    })
  }

  async #unseal(sealed: string): Promise<Remembered | undefined> {
    const opened = await unseal<Content>(this.#config, this.#cookie, sealed)
    if (opened === undefined) return undefined
    const { userId: subject, grantId, signedIn } = opened.content
    const caller = {
      issuer: this.#config.publicUrl,
      subject,
      clientId: console_client_id,
      machine: false,
      issuedAt: new Date(signedIn * 1000),
      grantId,
      scopes,
    }
    return { ...opened.content, caller, until: opened.until.getTime() / 1000 }
  }
}

function sessionOf({ caller, renewed, until }: Remembered): ConsoleSession | undefined {
  const time = now()
  return time < until ? { caller, due: time > renewed + day_seconds } : undefined
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
