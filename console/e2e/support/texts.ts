/** What controls and pages are called, in one place: their accessible names in English. */
export const signInTexts = {
  title: 'Sign in',
  address: 'Your e-mail address',
  mailCode: 'Mail me a code',
  codeTitle: 'Enter your code',
  code: 'Code',
  signIn: 'Sign in',
  mailAnother: 'Mail me another code',
  otherAddress: 'Use another address',
  cancel: 'Cancel',
  /** What an application of somebody else's is called in front of. */
  consentTitle: /^Allow /,
  allow: 'Allow',
  doNotAllow: 'Do not allow',
  startAgain: 'Start again',
  noAddress: /not an e-mail address/,
  wrongCode: /code/,
  signOutTitle: 'Sign out?',
  signOut: 'Sign out',
  signedOut: 'You are signed out',
} as const

export const pageTexts = {
  reference: /Usher/,
  problems: /problem/i,
  mailbox: 'Mailbox',
  asHtml: 'As HTML',
} as const
