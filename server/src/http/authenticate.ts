import type { Caller } from '../tokens/caller.ts'
import type { TokenCheck } from '../tokens/token-check.ts'
import { type Refusal, refuse } from './problems.ts'
import type { Scope } from './scopes.ts'

interface Headers {
  readonly authorization?: string | undefined
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
}

/** At once where the token is remembered, as nearly all are. */
type Soon<T> = T | Promise<T>

/** The caller, if their token has the scope. */
export function within(scope: Scope, caller: Caller): Caller | Refusal {
  if (caller.scopes === undefined || caller.scopes.has(scope)) return caller
  // A platform client acts for no user, so no other scope would help it here.
  if (caller.scopes.has('platform') && scope.startsWith('invitations:')) return refuse('user_context_required')
  return refuse('insufficient_scope', {
    required_scope: scope,
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })
}

/**
 * The caller of a request, whatever the scopes of its bearer token (RFC 6750, section 2.1). A token in the query or in a
 * form is not looked at: those end up in logs.
 */
export function callerFrom(tokens: TokenCheck, headers: Headers): Soon<Caller | Refusal> {
  const token = bearerToken(headers)
  if (token === undefined) return authenticationRequired()
  if (token === 'unusable') return invalidToken()
  const caller = tokens.check(token)
  return caller instanceof Promise ? caller.then((known) => known ?? invalidToken()) : (caller ?? invalidToken())
}

export function authenticationRequired(): Refusal {
  return refuse('authentication_required', { headers: { 'www-authenticate': 'Bearer' } })
}

export function invalidToken(): Refusal {
  return refuse('invalid_token', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
}

/** The token, `unusable` where one was sent in a form that no token has, or undefined where none was sent. */
function bearerToken({ authorization, rawHeaders }: Headers): string | undefined {
  if (isRepeated('authorization', rawHeaders)) return 'unusable'
  const sent = (authorization ?? '').trim()
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(sent)?.[1]
  if (token !== undefined) return token
  return /^bearer(?: |$)/i.test(sent) ? 'unusable' : undefined
}

function isRepeated(name: string, rawHeaders: readonly string[]): boolean {
  let times = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index]
    if (sent?.length === name.length && sent.toLowerCase() === name) times += 1
  }
  return times > 1
}
