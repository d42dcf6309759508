import { type CodeRequest, type Purpose, type Proof, redeemCode, requestCode } from '../../src/codes/codes.ts'
import { sql } from '../../src/database/sql.ts'
import { Refusal } from '../../src/http/problems.ts'
import { type Address, readAddress } from '../../src/users/address.ts'
import type { TestUsher } from './usher.ts'

/** One browser at the sign-in, with a secret of its own. */
export class Browser {
  readonly binding = crypto.randomUUID()
  readonly #usher: TestUsher

  constructor(usher: TestUsher) {
    this.#usher = usher
  }

  /** Asks for a code, and says how that was answered. */
  tries(email: string, purpose: Purpose = 'sign_in'): Promise<CodeRequest | Refusal> {
    const asked = { address: address(email), purpose, binding: this.binding, network: undefined, signInId: undefined }
    return requestCode(this.#usher.running, asked)
  }

  /** Asks for a code and is not refused. */
  async asks(email: string, purpose?: Purpose): Promise<CodeRequest> {
    const outcome = await this.tries(email, purpose)
    if (outcome instanceof Refusal) throw new Error(`no code: ${outcome.code}`)
    return outcome
  }

  types({ id }: CodeRequest, code: string): Promise<Proof | Refusal> {
    const { db, running } = this.#usher
    return db.transaction((tx) => redeemCode(tx, running.config, { id, code, binding: this.binding }))
  }
}

export function address(email: string): Address {
  const read = readAddress(email)
  if (read === undefined) throw new Error(`${email} is no address`)
  return read
}

/** Somebody nobody has met, in the spelling that codes are mailed to. */
export function newAddress(name = 'grace'): string {
  return `${name}-${crypto.randomUUID()}@example.com`
}

/** A code that is not the one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
}

/** Lets time pass for everything that was asked for so far. */
export async function codesAge({ db }: TestUsher, passed: { seconds: number }): Promise<void> {
  await db.run(sql`
    update codes set created_at = created_at - make_interval(secs => ${passed.seconds}),
      expires_at = expires_at - make_interval(secs => ${passed.seconds})`)
  await db.run(sql`update code_requests set created_at = created_at - make_interval(secs => ${passed.seconds})`)
}
