import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { isOfMachine } from './clients.ts'
import { isFirstParty } from './grants.ts'

/**
 * When a person is asked for something: the library's own rules, but that applications of the operator's own need no
 * consent, and that a session whose person may no longer sign in counts for nothing.
 */
export function whenToAsk(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy

  policy
    .get('login')
    ?.checks.add(
      new Check('account_gone', 'End-User authentication is required', ({ oidc }) => oidc.account === undefined),
    )
  const consent = policy.get('consent')
  for (const check of consent?.checks ?? []) {
    const asks = check.check
    check.check = async (ctx: KoaContextWithOIDC) =>
      (!isFirstParty(ctx.oidc.client) || (check.reason === 'native_client_prompt' && mayBeAnyProgram(ctx))) && asks(ctx)
  }
  return policy
}

/** RFC 8252, section 8.6: nothing proves which program on the machine asks, so somebody has to have been there just now. */
function mayBeAnyProgram({ oidc }: KoaContextWithOIDC): boolean {
  return (
    oidc.client?.clientAuthMethod === 'none' &&
    oidc.result?.login === undefined &&
    isOfMachine(String(oidc.params?.['redirect_uri']))
  )
}
