import type { Mail } from './compose.ts'

export interface CodeMail {
  readonly code: string
  readonly purpose: 'sign_in' | 'address'
  /** It is good for everybody who asked, because the address was asked for too often. */
  readonly shared: boolean
  /** Where it is to be typed. */
  readonly host: string
}

/** The mail that brings a code. */
export function codeMail({ code, purpose, host }: CodeMail): Mail {
  const grouped = code.replaceAll(/(\d{3,4})(?=(?:\d{3,4})+$)/g, '$1 ')
  const text = `Your code for ${host}: ${grouped} (${purpose})\n`
  return { subject: `Your code for ${host}`, text, html: text }
}
