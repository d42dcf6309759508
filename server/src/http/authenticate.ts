import type { Caller } from '../tokens/caller.ts'
import type { TokenCheck } from '../tokens/token-check.ts'
import { type Refusal, refuse } from './problems.ts'
import type { Scope } from './scopes.ts'

/**
 * The caller of a request that needs `scope`, from its bearer token (RFC 6750, section 2.1). A token in the query or
 * in a form is not looked at: those end up in logs.
 */
export function authenticate(
  tokens: TokenCheck,
  headers: { authorization?: string | undefined; rawHeaders: readonly string[] },
  scope: Scope,
): Caller | Refusal | Promise<Caller | Refusal> {
  const token = bearerToken(headers)
  if (token === undefined) {
    return refuse('authentication_required', { headers: { 'www-authenticate': 'Bearer' } })
  }
  if (token === 'unusable') return invalidToken()
  const caller = tokens.check(token)
  return caller instanceof Promise ? caller.then((learnt) => within(scope, learnt)) : within(scope, caller)
}

/** The caller, if there is one and the token has the scope. */
function within(scope: Scope, caller: Caller | undefined): Caller | Refusal {
  if (caller === undefined) return invalidToken()
  if (caller.scopes !== undefined && !caller.scopes.has(scope)) {
    // A platform client acts for no user, so no other scope would help it here.
    if (caller.scopes.has('platform') && scope.startsWith('invitations:')) return refuse('user_context_required')
    return refuse('insufficient_scope', {
      required_scope: scope,
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    })
  }
  return caller
}

export function invalidToken(): Refusal {
  return refuse('invalid_token', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
}

/** The token, `unusable` where one was sent in a form that no token has, or undefined where none was sent. */
function bearerToken(headers: {
  authorization?: string | undefined
  rawHeaders: readonly string[]
}): string | undefined {
  if (isRepeated('authorization', headers.rawHeaders)) return 'unusable'
  const sent = (headers.authorization ?? '').trim()
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(sent)?.[1]
  if (token !== undefined) return token
  return /^bearer(?: |$)/i.test(sent) ? 'unusable' : undefined
}

/** @param rawHeaders names and values in turn, as they came */
function isRepeated(name: string, rawHeaders: readonly string[]): boolean {
  let times = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index]
    if (sent?.length === name.length && sent.toLowerCase() === name) times += 1
  }
  return times > 1
}
