/**
 * The third floor: bare fastify, a token that is known by its hash, and the server's own statements through `pg`.
 * No validation, no problems, no log, no limits in time: what is left is what the answer itself costs.
 */
import { createHash, randomUUID } from 'node:crypto'
import fastify, { type FastifyRequest } from 'fastify'
import * as jose from 'jose'
import type pg from 'pg'
import { openPool } from './pool.ts'
import { learnStatements, type Prepared } from './statements.ts'

interface Known {
  issuer: string
  subject: string
  issuedAt: Date
}

interface InvitationRow {
  id: string | null
  organization_name: string
  organization_logo_url: string | null
  organization_member_count: number
  inviting_user_name: string | null
  inviting_user_avatar_url: string | null
  expires_at: Date
}

interface Named {
  Params: { id: string }
}

const pool = await openPool()
const statements = await learnStatements()
const app = fastify()

const known = new Map<string, Known>()

/** What a token says. It is read once, unchecked: measured is what happens when it is known. */
function callerOf(request: FastifyRequest): Known {
  const token = (request.headers.authorization ?? '').slice('Bearer '.length)
  const hash = createHash('sha256').update(token).digest('base64')
  const found = known.get(hash)
  if (found !== undefined) return found
  const { iss = '', sub = '', iat = 0 } = jose.decodeJwt(token)
  const caller = { issuer: iss, subject: sub, issuedAt: new Date(iat * 1000) }
  known.set(hash, caller)
  return caller
}

async function send<Row extends pg.QueryResultRow>(
  client: pg.Pool | pg.PoolClient,
  { name, text, fill }: Prepared,
  given: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  return (await client.query<Row>({ name, text, values: fill(given) })).rows
}

function shown(row: InvitationRow) {
  return {
    id: row.id,
    organization_name: row.organization_name,
    organization_logo_url: row.organization_logo_url,
    organization_member_count: row.organization_member_count,
    inviting_user_name: row.inviting_user_name,
    inviting_user_avatar_url: row.inviting_user_avatar_url,
    expiration_date: row.expires_at.toISOString(),
  }
}

app.get('/invitations', async (request) => {
  const rows = await send<InvitationRow>(pool, statements.list, { ...callerOf(request) })
  return rows.map(shown)
})

app.get<Named>('/invitations/:id', async (request) => {
  const given = { ...callerOf(request), invitationId: request.params.id }
  const [row] = await send<InvitationRow>(pool, statements.get, given)
  return row === undefined || row.id === null ? nothing(request) : shown(row)
})

app.post<Named & { Querystring: { accept: string } }>('/invitations/:id', async (request, reply) => {
  const given = { ...callerOf(request), invitationId: request.params.id, requestId: request.id }
  void reply.type('application/json')
  if (request.query.accept === 'true') {
    const [row] = await send<{ organization_id: string }>(pool, statements.accept, given)
    return row?.organization_id == null ? nothing(request) : JSON.stringify(row.organization_id)
  }
  const [row] = await send<{ declined: boolean }>(pool, statements.decline, given)
  return row?.declined === true ? 'null' : nothing(request)
})

app.get<{ Querystring: { issuer: string; subject: string; organization_id: string } }>('/memberships', (request) => {
  const { issuer, subject, organization_id } = request.query
  const given = { ...callerOf(request), ofIssuer: issuer, ofSubject: subject, organizationId: organization_id }
  return send(pool, statements.memberships, given)
})

interface StandingRow {
  user_id: string
}

interface CreatedRow extends Record<string, unknown> {
  expires_at: Date
  created_at: Date
  updated_at: Date
  next_reminder: Date | null
  delivery_state: string
}

app.post<Named & { Body: { email: string } }>('/organizations/:id/invitations', async (request, reply) => {
  const [lock, standing, rules, gifts, holders, expire, keep, read, ...more] = statements.invite
  if (!lock || !standing || !rules || !gifts || !holders || !expire || !keep || !read || more.length > 0) {
    throw new Error('the server invites by other statements than it did')
  }
  const { email } = request.body
  const newId = randomUUID()
  const tokenHash = createHash('sha256').update(newId).digest('hex')
  const given = {
    ...callerOf(request),
    organizationId: request.params.id,
    email,
    requestId: request.id,
    newId,
    tokenHash,
  }
  const client = await pool.connect()
  try {
    await client.query('begin')
    await send(client, lock, given)
    const [inviter] = await send<StandingRow>(client, standing, given)
    await send(client, rules, given)
    const [toGive] = await send<{ id: string }>(client, gifts, given)
    await send(client, holders, given)
    await send(client, expire, given)
    const place = { ...given, userId: inviter?.user_id, id: toGive?.id }
    await send(client, keep, place)
    const [row] = await send<CreatedRow>(client, read, { ...given, id: newId })
    await client.query('commit')
    return await reply.code(201).send(row === undefined ? nothing(request) : created(row))
  } finally {
    client.release()
  }
})

function created(row: CreatedRow) {
  return {
    id: row['id'],
    organization_id: row['organization_id'],
    email: row['email'],
    status: row['status'],
    role_ids: row['role_ids'],
    team_ids: row['team_ids'],
    inviting_user_id: row['inviting_user_id'],
    inviting_user_name: row['inviting_user_name'],
    message: row['message'],
    metadata: row['metadata'],
    locale: row['locale'],
    time_zone: row['time_zone'],
    redirect_url: row['redirect_url'],
    expiration_date: row.expires_at.toISOString(),
    next_reminder: row.next_reminder?.toISOString() ?? null,
    created: row.created_at.toISOString(),
    updated: row.updated_at.toISOString(),
    answered: null,
    delivery: { state: row.delivery_state, detail: null, last_sent: null, times_sent: 0 },
  }
}

/** A floor has no refusals: a request that finds nothing is a mistake of the bench. */
function nothing(request: FastifyRequest): never {
  throw new Error(`${request.method} ${request.url} found nothing to do`)
}

await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
