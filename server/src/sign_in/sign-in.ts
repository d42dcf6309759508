import { askedFor } from '../codes/asked.ts'
import { type AskedFrom, redeemCode, requestCode } from '../codes/codes.ts'
import { sql } from '../database/sql.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { personColumns, type PersonRow } from '../issuer/accounts.ts'
import type { Interaction } from '../issuer/interactions.ts'
import { type Address, readAddress } from '../users/address.ts'
import { personWith } from '../users/people.ts'
import { finishSignIn, type SignIn } from './by-issuer.ts'

/**
 * Mails a code to the address. The interaction's name is what the code is bound to: nobody gets this far with it but the
 * browser that holds its signed cookie.
 *
 * @param asked.signInId the sign-in that this browser began to answer an invitation
 * @returns the id under which the code is redeemed, or where the address is not one: `validation_failed`
 */
export async function mailCode(
  { usher }: SignIn,
  { uid }: Interaction,
  { email, from }: { email: string; from: AskedFrom },
): Promise<string | Refusal> {
  const address = readAddress(email)
  if (address === undefined) return refuse('validation_failed')
  const asked = await requestCode(usher, { address, purpose: 'sign_in', binding: uid, ...from })
  return asked instanceof Refusal ? asked : asked.id
}

/** Where a code was mailed to, if it was asked for in this browser. */
export async function addressOf({ usher }: SignIn, { uid }: Interaction, codeId: string): Promise<Address | undefined> {
  return isId(codeId) ? askedFor(usher.db, { id: codeId, binding: uid }) : undefined
}

/**
 * Signs the person in whose address the code proves; one who was never here before becomes a user by it.
 *
 * @returns where to send the browser, undefined where the interaction has ended, or why not
 */
export async function redeem(
  signIn: SignIn,
  { uid }: Interaction,
  { codeId, code, requestId }: { codeId: string; code: string; requestId: string },
): Promise<string | undefined | Refusal> {
  const { db, config } = signIn.usher
  if (!isId(codeId)) return refuse('code_ended')
  const person = await db.transaction(async (tx) => {
    const proof = await redeemCode(tx, config, { id: codeId, code, binding: uid })
    if (proof instanceof Refusal) return proof
    return proof.purpose === 'sign_in' ? personWith(tx, proof.address, requestId) : refuse('code_ended')
  })
  return person instanceof Refusal ? person : finishSignIn(signIn, uid, person.id, ['otp'])
}

/** What to call the person who is asked for consent: their address, or else their name. */
export async function nameOf({ usher }: SignIn, userId: string | undefined): Promise<string | undefined> {
  const person = await usher.db.maybe(sql<PersonRow>`select ${personColumns} from users where id = ${userId ?? null}`)
  return person?.email ?? person?.name ?? undefined
}

function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
}
