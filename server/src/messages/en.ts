import { scopes } from '../http/scopes.ts'

/**
 * What people read on the pages of the login server, by page, in English. The other languages are held to this one.
 *
 * Texts are ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/). A straight apostrophe quotes
 * what follows it there, so a written one is `’`.
 */
export const en = {
  frame: {
    /** Before the title of a page whose form was sent and refused. */
    faulty: 'Error: {title}',
    backToApplication: 'Go back to the application that you came from and sign in from there.',
  },
  signIn: {
    title: 'Sign in',
    goingOn: 'to go on to {application}',
    with: 'Continue with {issuer}',
    orByMail: 'or with a code by mail',
    address: 'E-mail address',
    mailCode: 'Mail me a code',
    cancel: 'Cancel',
  },
  code: {
    title: 'Enter your code',
    onItsWay:
      'If mail can reach {address}, a code is on its way there. It is good for {minutes, plural, one {a minute} other {# minutes}}, in this browser.',
    code: 'Code from the mail',
    digitsOnly: 'The digits of the code, with or without spaces.',
    signIn: 'Sign in',
    notThere: 'Nothing there? Look among unwanted mail as well. After a minute you can ask for another code.',
    another: 'Mail me another code',
    otherAddress: 'Use another address',
  },
  consent: {
    title: 'Allow {application}?',
    asks: 'You are signed in as {person}. {application} asks for your permission to:',
    onThisDevice: 'A program on this device asks in the name of {application}. Go on only if you started it.',
    notOurs: '{application} is not run by this service.',
    leadsTo: 'Whatever you answer, you are sent back to {host}.',
    allow: 'Allow',
    refuse: 'Do not allow',
    nameless: 'somebody without a name',
  },
  /** What each scope lets an application know or do, as the person reads it who is asked for consent. */
  scopes: {
    ...scopes,
    openid: 'Know that it is you who signs in.',
    offline_access: 'Keep this access while you are away, until you take it back.',
    profile: 'Know your name and picture.',
    email: 'Know your e-mail address.',
  },
  startAgain: {
    title: 'Start again',
    ended: 'This sign-in has ended, or was begun in another browser.',
    notOurForm: 'This form was not sent from our page. Nothing was done.',
  },
  notNow: {
    title: 'Not now',
    away: '{issuer} cannot be reached at the moment. Sign in another way, or try again in a minute.',
    otherWay: 'Back to sign-in',
  },
  /** Why signing in through another issuer came to nothing. */
  endings: {
    title: 'You are not signed in',
    not_begun_here: 'This sign-in was not begun in this browser, or too long ago.',
    declined: '{issuer} did not sign you in.',
    issuer_away: '{issuer} cannot be reached at the moment.',
    not_trusted: 'The answer of {issuer} could not be trusted.',
    too_long_ago: '{issuer} did not confirm that you signed in there just now, which the application asks for.',
    over: 'This sign-in has ended.',
    disabled: 'Your access was ended. Ask the operator of this service.',
    startAgain: 'Go back to the application that you came from and start again.',
    otherWay: 'Sign in another way',
  },
  /** Why signing in to the console came to nothing. */
  consoleEndings: {
    not_begun_here: 'This sign-in was not begun in this browser, too long ago, or has come to its end already.',
    declined: 'You went back without signing in. Nothing was changed.',
    not_trusted: 'This sign-in could not be trusted, or has come to its end already.',
    unavailable: 'Something that is needed to sign you in cannot be reached at the moment.',
    signIn: 'Sign in',
    goBack: 'Go back',
  },
  confirm: {
    title: 'Is this your address?',
    mailed:
      'We mailed a code to {address}. It proves that the address is yours, and shows you the invitations that were sent there.',
    confirm: 'Confirm',
    later: 'Not now',
  },
  signOut: {
    title: 'Sign out?',
    meaning:
      'This signs you out of this service, and of the applications that you signed in to with it in this browser.',
    everywhere: 'Sign out',
    onlyOf: 'Only sign out of {application}',
    stay: 'Stay signed in',
  },
  signedOut: {
    title: 'You are signed out',
    done: 'You can close this page.',
  },
  /** Where the link of a reminder leads. */
  unsubscribe: {
    title: 'No more reminders?',
    meaning: 'Reminders of open invitations are then no longer sent to {address}.',
    confirm: 'No more reminders',
    invitationsStay: 'Invitations that you have stay open, and new ones still reach you.',
    doneTitle: 'No more reminders',
    done: 'Reminders are no longer sent to {address}.',
    nowhereTitle: 'This link leads nowhere',
    nowhere: 'It was not copied whole, or its invitation is long over.',
    again: 'Open the link in the newest reminder.',
  },
  error: {
    title: 'This did not work',
    ours: 'Something broke on our side. Try again in a moment.',
    theirs: 'The application that you came from sent a request that cannot be answered. What is wrong with it:',
    goBack: 'Go back to the application and try again.',
  },
  /** Why a step was refused. */
  refusals: {
    noAddress: 'This is not an e-mail address. Check it and try again.',
    tooSoon:
      'A code was mailed a moment ago. Look into the mailbox, or ask again in {seconds, plural, one {# second} other {# seconds}}.',
    tooOften:
      'Too many codes were asked for from here. Try again in {minutes, plural, one {a minute} other {# minutes}}.',
    wrongCode: 'This is not the code in the newest mail. {left, plural, one {One try is} other {# tries are}} left.',
    lastTry: 'That was the last try. Ask for a new code.',
    codeEnded: 'This code was used, has expired, was tried too often, or was asked for elsewhere. Ask for a new one.',
    mailOff: 'This service sends no mail, so no code can reach you. Ask its operator.',
    disabled: 'This user was deactivated. Ask the operator of this service.',
    other: 'This did not work. Try again in a moment.',
  },
} as const
