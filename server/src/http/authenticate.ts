import type { Caller } from '../tokens/caller.ts'
import type { TokenCheck } from '../tokens/token-check.ts'
import { Refusal, refuse } from './problems.ts'
import type { Scope } from './scopes.ts'

interface Headers {
  readonly authorization?: string | undefined
  readonly rawHeaders: readonly string[]
}

/**
 * The caller of a request that needs `scope`, from its bearer token (RFC 6750, section 2.1). A token in the query or
 * in a form is not looked at: those end up in logs.
 */
export async function authenticate(tokens: TokenCheck, headers: Headers, scope: Scope): Promise<Caller | Refusal> {
  const caller = await callerFrom(tokens, headers)
  if (caller instanceof Refusal) return caller
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

/** The caller of a request, whatever the scopes of its token. */
export async function callerFrom(tokens: TokenCheck, headers: Headers): Promise<Caller | Refusal> {
  const token = bearerToken(headers)
  if (token === undefined) {
    return refuse('authentication_required', { headers: { 'www-authenticate': 'Bearer' } })
  }
  const caller = token === 'unusable' ? undefined : await tokens.check(token)
  return caller ?? invalidToken()
}

export function invalidToken(): Refusal {
  return refuse('invalid_token', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
}

/** The token, `unusable` where one was sent in a form that no token has, or undefined where none was sent. */
function bearerToken(headers: Headers): string | undefined {
  const sent = headers.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization')
  if (sent.length > 1) return 'unusable'
  const [scheme, token, ...rest] = (headers.authorization ?? '').trim().split(/ +/)
  if (scheme?.toLowerCase() !== 'bearer') return undefined
  return token !== undefined && rest.length === 0 && /^[\w.~+/-]+=*$/.test(token) ? token : 'unusable'
}
