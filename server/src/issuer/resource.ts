import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Config } from '../config.ts'
import { signing_algorithm } from './keys.ts'
import { allScopes } from '../http/scopes.ts'
import { identityScopes, scopesOfPeople } from './scopes.ts'

/**
 * The one resource that tokens are issued for (RFC 8707): this service's own API, known by its address and by its
 * audience, which need not be a URL. It stands in where a request names none, so that every access token is a JWT
 * for the API (RFC 9068) and never an opaque one.
 */
export function ownResource({ publicUrl, audience }: Pick<Config, 'publicUrl' | 'audience'>) {
  // By `href`, because many clients write an origin with a slash at the end.
  const known = new Set([publicUrl, audience].map((name) => URL.parse(name)?.href))

  return {
    enabled: true,
    defaultResource: (_ctx: KoaContextWithOIDC, _client: Client, oneOf?: readonly string[]) => oneOf?.[0] ?? publicUrl,
    useGrantedResource: () => true,
    getResourceServerInfo(ctx: KoaContextWithOIDC, resource: string, client: Client) {
      if (!known.has(URL.parse(resource)?.href)) throw new errors.InvalidTarget()
      settleScope(ctx, client)
      return {
        audience,
        scope: (ctx.oidc.params?.['grant_type'] === 'client_credentials' ? allScopes : scopesOfPeople).join(' '),
        accessTokenFormat: 'jwt' as const,
        jwt: { sign: { alg: signing_algorithm } },
      } as const
    },
  }
}

/**
 * A client that asks for no scope gets all that it is registered for (RFC 6749, section 3.3, leaves that to us), and
 * one that asks for an unknown scope learns so, where oidc-provider would give none in both cases. This is done here
 * because the library offers no place of its own for it, and resolves the resource just before it checks the scope.
 */
function settleScope(ctx: KoaContextWithOIDC, client: Client): void {
  const { params, route } = ctx.oidc
  const machine = params?.['grant_type'] === 'client_credentials'
  if (params === undefined || !(machine || route === 'authorization')) return
  const known: readonly string[] = machine ? allScopes : [...identityScopes, ...scopesOfPeople]
  // Access while the person is away has to be asked for (OpenID Connect Core, section 11).
  params['scope'] ??= client.scope
    ?.split(' ')
    .filter((scope) => scope !== 'offline_access' && known.includes(scope))
    .join(' ')
  const unknown = [...ctx.oidc.requestParamScopes].find((scope) => !known.includes(scope))
  if (unknown !== undefined) throw new errors.InvalidScope('requested scope is not known here', unknown)
}
