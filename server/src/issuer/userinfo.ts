import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { callerFrom } from '../http/authenticate.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import type { Usher } from '../usher.ts'
import { callerRow, unknownCaller } from '../users/caller-row.ts'
import { claimsOf, personColumns, type PersonRow } from './accounts.ts'
import { endpoints } from './endpoints.ts'
import { isOriginOfPage } from './origins.ts'

/**
 * Serves the UserInfo endpoint (OpenID Connect Core, section 5.3). The library's own takes opaque tokens only, and ours are
 * all JWTs for the API; so what may be told is read from the grant that the token names.
 */
export function serveUserinfo(server: FastifyInstance, usher: Pick<Usher, 'db' | 'tokens'>): void {
  void server.register(async (scope) => {
    // The token is taken from the header; what else a POST brings is not looked at.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 10_000 }, (_request, _body, done) => done(null))
    scope.addHook('onRequest', (request, reply) => letPagesRead(usher.db, request, reply))
    const url = endpoints.userinfo
    const schema = { hide: true }
    scope.route({ method: ['GET', 'POST'], url, schema, handler: (request) => userinfo(usher, request) })
    scope.route({ method: 'OPTIONS', url, schema, handler: async (_request, reply) => reply.code(204).send() })
    refuseOtherMethods(scope, new Map([[url, ['GET', 'HEAD', 'OPTIONS', 'POST']]]))
  })
}

/** Pages of registered public clients read the answer across origins, as they do at the library's endpoints. */
async function letPagesRead(db: Queryable, { headers, method }: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.header('vary', 'Origin')
  const { origin } = headers
  if (origin === undefined || !(await isOriginOfPage(db, origin))) return
  void reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'www-authenticate' })
  if (method === 'OPTIONS')
    void reply.headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '3600',
    })
}

async function userinfo({ db, tokens }: Pick<Usher, 'db' | 'tokens'>, { headers, raw }: FastifyRequest) {
  const caller = await callerFrom(tokens, { authorization: headers.authorization, rawHeaders: raw.rawHeaders })
  if (caller instanceof Refusal) throw new Refused(caller)
  const person = await db.maybe(sql<PersonRow & { id: string; granted: string | null }>`
    with caller as (${callerRow(caller)})
    select users.id, ${personColumns}, (
      select payload->'openid'->>'scope' from oauth_records where model = 'Grant' and oauth_records.id = ${caller.grantId ?? null}
    ) as granted
    from caller join users on users.id = caller.id`)
  if (person === undefined) throw new Refused(await unknownCaller(db, caller))
  const scopes = new Set(person.granted?.split(' '))
  if (!scopes.has('openid')) {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="openid"' }
    throw new Refused(refuse('insufficient_scope', { required_scope: 'openid', headers: challenge }))
  }
  return claimsOf(person.id, person, scopes)
}
