import type { Mail } from '../frame.ts'
import type { PlainLook } from '../look.ts'
import { fine, writePlain } from '../write.ts'

export interface CodeFacts {
  /** Digits alone. */
  readonly code: string
  readonly purpose: 'sign_in' | 'address'
  /** It is good wherever one was asked for, because this address was asked for too often. */
  readonly shared: boolean
  /** Leads back to the invitation that the sign-in was begun for, where it was for one. */
  readonly wayBack?: string | undefined
}

/**
 * The mail that brings a code. No link in it uses the code: whoever reads it by mistake, or is a scanner, can start nothing with
 * it. One shows the invitation that its reader came from, who may have lost that page or read mail on another device.
 */
export function codeMail(look: PlainLook, { code, purpose, shared, wayBack }: CodeFacts): Mail {
  const { host, language } = look
  const say = language.say.code
  const { subject, what, stranger } = language.say[purpose === 'sign_in' ? 'sign_in_code' : 'address_code']
  const good = shared ? say.shared : say.good
  return writePlain(look, {
    // The code is not in the subject, nor beside it in a list of mails: both show on locked screens.
    subject: subject({ host }),
    preview: good,
    heading: what({ host }),
    parts: [
      { kind: 'code', code: inGroups(code) },
      { kind: 'paragraph', text: good },
      ...(wayBack === undefined ? [] : [{ kind: 'link', says: say.back, link: wayBack } as const]),
    ],
    fine: [fine(say.warning({ host })), fine(stranger)],
  })
}

/** As people read digits aloud: `123 456`, `1234 5678 9012`. */
function inGroups(code: string): string {
  const size = code.length === 6 ? 3 : 4
  return code.match(new RegExp(`\\d{${size}}`, 'g'))?.join(' ') ?? code
}
