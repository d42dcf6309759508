import { Secret } from '../../../server/src/config.ts'
import type { Database, Queryable } from '../../../server/src/database/database.ts'
import type { Statement } from '../../../server/src/database/sql.ts'
import { getPending, listPending } from '../../../server/src/invitations/inbox.ts'
import { invite } from '../../../server/src/invitations/invite.ts'
import { accept, decline } from '../../../server/src/invitations/respond.ts'
import { limitsFrom } from '../../../server/src/limit-settings.ts'
import { listMemberships } from '../../../server/src/platform/memberships.ts'
import type { Caller } from '../../../server/src/tokens/caller.ts'

/** What differs from one request to the next. */
type Given = Readonly<Record<string, unknown>>

/** A statement as the server sends it, its values to be filled in for each request. */
export interface Prepared {
  readonly name: string
  readonly text: string
  readonly fill: (given: Given) => unknown[]
}

/**
 * The statements that the server's own verbs send, learnt by calling each verb once with a stand-in for the database
 * and a marker in place of every value. So the floor cannot fall behind the server: it sends whatever the server sends.
 */
export async function learnStatements() {
  const caller: Caller = {
    issuer: mark('issuer'),
    subject: mark('subject'),
    clientId: undefined,
    machine: false,
    issuedAt: issued_at,
    scopes: undefined,
  }
  const client: Caller = { ...caller, machine: true, scopes: new Set(['platform']) }
  const response = { caller, invitationId: mark('invitationId'), requestId: mark('requestId') }
  const of = { issuer: mark('ofIssuer'), subject: mark('ofSubject'), organizationId: mark('organizationId') }
  return {
    list: await only((db) => listPending(db, caller)),
    get: await only((db) => getPending(db, caller, mark('invitationId'))),
    accept: await only((db) => accept(db, response)),
    decline: await only((db) => decline(db, { ...response, reason: null })),
    memberships: await only((db) => listMemberships(db, client, of)),
    invite: await learn((db) =>
      invite(db, settings, {
        caller,
        organizationId: mark('organizationId'),
        invitingUserId: undefined,
        invitation: { email: email_mark },
        requestId: mark('requestId'),
      }),
    ),
  }
}

const mark = (name: string) => `<${name}>`
// Where a verb looks at the value itself, the marker is one that it takes.
const issued_at = new Date(0)
const email_mark = 'marker@bench.example'
const settings = {
  mail: { kind: 'off' },
  limits: limitsFrom({ read: () => undefined, problem: () => undefined }, { development: true }),
  linkKeys: [{ epoch: 'bench', secret: new Secret('the-link-key-of-the-bench-floors') }],
  publicUrl: 'http://127.0.0.1',
  redirectUrls: [],
} as const

/** Fits as the answer to every statement: whoever asks for a column finds a value, a marker where it is passed on. */
const row = {
  id: mark('id'),
  organization_id: mark('organizationId'),
  user_id: mark('userId'),
  permissions: ['invitations:create'],
  kind: 'member',
  allowed_domains: [],
  blocked_domains: [],
  limited: false,
  canonical_email: email_mark,
  status: 'pending',
  organization_active: true,
  declined: true,
  expires_at: new Date(0),
  created_at: new Date(0),
  updated_at: new Date(0),
  answered_at: null,
  last_sent: null,
}

async function learn(verb: (db: Database) => Promise<unknown>): Promise<Prepared[]> {
  const sent: Statement<unknown>[] = []
  const answer = async <Row>(statement: Statement<Row>): Promise<Row> => {
    sent.push(statement)
    return row as Row
  }
  // Nobody who is asked for all of several is there: the address to invite belongs to no member.
  const many = async <Row>(statement: Statement<Row>): Promise<Row[]> => {
    await answer(statement)
    return statement.text.includes('select members.user_id') ? [] : [row as Row]
  }
  const queryable: Queryable = {
    many,
    maybe: answer,
    one: answer,
    run: async (statement) => (await answer(statement), 1),
  }
  await verb({
    ...queryable,
    store: 'PostgreSQL',
    transaction: (work) => work(queryable),
    session: () => Promise.reject(new Error('no verb needs a session')),
    connections: { total: 0, idle: 0, waiting: 0 },
    [Symbol.asyncDispose]: async () => {},
  })
  return sent.map(prepared)
}

async function only(verb: (db: Database) => Promise<unknown>): Promise<Prepared> {
  const [statement, ...more] = await learn(verb)
  if (statement === undefined || more.length > 0) throw new Error('this verb was known to send one statement')
  return statement
}

function prepared({ name, text, values }: Statement<unknown>): Prepared {
  const slots = values.map((value) => slotOf(value))
  return { name, text, fill: (given) => slots.map((slot) => slot(given)) }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What stands in the place of a value that the verb sent: something given, something made anew, or a constant. */
function slotOf(value: unknown): (given: Given) => unknown {
  if (Array.isArray(value)) {
    const slots = value.map((each) => slotOf(each))
    return (given) => slots.map((slot) => slot(given))
  }
  if (typeof value === 'string' && value.startsWith('[{')) return slotOfRows(value)
  const name = nameOf(value)
  if (name === undefined) return () => value
  return (given) => {
    if (!(name in given)) throw new Error(`the server sends ${name}, which this floor does not know`)
    return given[name]
  }
}

/** Rows that go to the database as one JSON text. */
function slotOfRows(text: string): (given: Given) => unknown {
  const rows = JSON.parse(text) as Record<string, unknown>[]
  const slots = rows.map((row) => Object.entries(row).map(([name, value]) => [name, slotOf(value)] as const))
  return (given) =>
    JSON.stringify(slots.map((row) => Object.fromEntries(row.map(([name, slot]) => [name, slot(given)]))))
}

function nameOf(value: unknown): string | undefined {
  if (value === issued_at) return 'issuedAt'
  if (value === email_mark) return 'email'
  if (typeof value !== 'string') return undefined
  if (/^[0-9a-f]{64}$/.test(value)) return 'tokenHash'
  // The one id that a verb makes by itself.
  return uuid.test(value) ? 'newId' : /^<(\w+)>$/.exec(value)?.[1]
}
