import type { AccessToken, ClientCredentials, JWTStructured, KoaContextWithOIDC } from 'oidc-provider'
import { tokens_valid_from } from './clients.ts'

/**
 * The last touch to the claims of an access token.
 *
 * A person's names the grant that it belongs to, so that it ends with that at once. And a token may be issued in the very
 * second in which those before it were ended: `iat` counts whole seconds and could not tell them apart, so ended tokens
 * end with that second, and new ones count as issued in the next.
 */
export function finishAccessToken(
  { oidc }: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
  { payload }: JWTStructured,
): void {
  const personal = token.kind === 'AccessToken'
  if (personal) payload['grant_id'] = token.grantId
  const from = personal ? oidc.account?.['tokensValidFrom'] : oidc.client?.[tokens_valid_from]
  if (typeof from === 'number' && typeof payload['iat'] === 'number') payload['iat'] = Math.max(payload['iat'], from)
}
