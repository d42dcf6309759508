import { Answer, openOperation } from '../http/operation.ts'
import { refuse } from '../http/problems.ts'
import { signed_out_path } from '../issuer/console-client.ts'
import { mayBeForged } from './csrf.ts'
import { ConsoleSession, SignedOut } from './schemas.ts'
import { signOut as end, whoIs } from './session.ts'
import { endOfSession } from './sign-in.ts'

const tag = 'Console'

export const get = openOperation({
  id: 'get_console_session',
  tag,
  summary: 'Get who is signed in to the console',
  description: 'In this browser, by its cookie. Nobody is an answer as well.',
  success: ConsoleSession,
  async handle({ db, config, consoleSessions }, { header }) {
    const session = await consoleSessions.read(header('cookie'))
    const found = session && (await whoIs(db, session.caller))
    const body = {
      ...(found ?? { user: null, memberships: [] }),
      mailbox_url: config.mail.kind === 'mailbox' ? `${config.publicUrl}/mailbox` : null,
      mode: config.mode,
    }
    return new Answer(body, session && found ? await consoleSessions.renewal(session) : {})
  },
})

export const signOut = openOperation({
  id: 'sign_out_of_console',
  tag,
  summary: 'Sign out of the console',
  description:
    'In this browser. What was granted to the console there ends at once; the answer says where the browser goes on, so that the session of the login server ends as well.',
  success: SignedOut,
  refusals: ['csrf_refused'],
  async handle({ db, config, consoleSessions }, { header }) {
    if (mayBeForged('POST', header, config)) return refuse('csrf_refused')
    const session = await consoleSessions.read(header('cookie'))
    const over = session !== undefined && (await end(db, session.caller.grantId))
    const url = over ? `${config.publicUrl}${signed_out_path}` : endOfSession(config)
    return new Answer({ url }, { 'set-cookie': consoleSessions.end() })
  },
})
