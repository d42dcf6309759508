import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AskedFrom, redeemCode, requestCode } from '../codes/codes.ts'
import type { Config } from '../config.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { ownNetwork } from '../http/client-address.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { holdToTls } from '../http/transport-security.ts'
import { signInOf } from '../links/way-back.ts'
import { languageFor } from '../messages/messages.ts'
import { finishSignIn, type InteractiveIssuer, type SignIn } from '../sign_in/by-issuer.ts'
import { complaintOf } from '../sign_in/complaint.ts'
import { field, formToken, isOurs, readForms } from '../sign_in/form.ts'
import { introduce } from '../users/introduce.ts'
import { holdProven } from '../users/proven.ts'
import type { Usher } from '../usher.ts'
import { type Back, comeBack, leaveFor, type Origin } from './interactive.ts'
import { forget, keep, kept } from './journey.ts'
import { confirm_path, confirmPage, endPage, type Visit } from './pages.ts'

/** Somebody who is about to prove an address that their issuer does not vouch for. */
interface Proving extends Origin {
  readonly userId: string
  readonly issuer: string
  readonly email: string
  readonly codeId: string
  readonly binding: string
}

const proving_cookie = 'usher_proving'

/** The configured issuers that people may sign in through: a button each. */
export function interactiveIssuers({ config, issuers }: Pick<Usher, 'config' | 'issuers'>): InteractiveIssuer[] {
  return issuers.all.flatMap((issuer): InteractiveIssuer[] => {
    const { name, signIn } = issuer.trusted
    if (signIn === undefined) return []
    const begin: InteractiveIssuer['begin'] = async ({ uid, client, anew, max_age_seconds, uiLocales }, _, reply) => {
      const origin = { interaction: uid, redirectUri: client.redirectUri, uiLocales, anew, max_age_seconds }
      const left = await leaveFor(issuer, config, origin)
      if (left === undefined) return undefined
      void reply.header('set-cookie', left.cookie)
      return new URL(left.location)
    }
    return [{ id: signIn.id, name, begin }]
  })
}

/** The way back from other issuers, and the page that asks for the code where they do not vouch for the address. */
export function mountCallback(server: FastifyInstance, usher: Usher, signIn: SignIn): void {
  void server.register(async (scope) => {
    readForms(scope)
    holdToTls(scope, usher.config.publicUrl)
    const schema = { hide: true }
    const url = '/oauth/callback/:id'
    scope.route({ method: 'GET', url, schema, handler: (request, reply) => callback(usher, signIn, request, reply) })
    scope.route({
      method: 'POST',
      url: confirm_path,
      schema,
      handler: (request, reply) => confirm(usher, signIn, request, reply),
    })
    const methods: [string, string[]][] = [
      [url, ['GET', 'HEAD']],
      [confirm_path, ['POST']],
    ]
    refuseOtherMethods(scope, new Map(methods))
  })
}

async function callback(
  usher: Usher,
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { config, db, issuers } = usher
  const { id } = request.params as { id: string }
  const issuer = issuers.all.find(({ trusted }) => trusted.signIn?.id === id)
  if (issuer === undefined) throw new Refused(refuse('not_found'))
  const { name } = issuer.trusted
  const query = request.url.split('?')[1] ?? ''
  const back = await comeBack(issuer, config, { query, cookies: request.headers.cookie })
  if ('failure' in back) {
    const { failure, origin } = back
    const failed = { request_id: request.id, issuer: issuer.trusted.issuer, failure }
    request.log.warn(failed, 'sign-in through an issuer failed')
    return endPage(visit(request, reply, origin), failure, { issuer: name, interaction: origin?.interaction })
  }
  const here = visit(request, reply, back)
  void reply.header('set-cookie', back.cookie)
  const userId = await introduce(db, back.person)
  if (userId === undefined) return endPage(here, 'over', { issuer: name })
  const { active, holds } = await standing(db, userId, back.person.address?.canonical)
  if (!active) return endPage(here, 'disabled', { issuer: name })

  const from = { network: ownNetwork(request), signInId: signInOf(config, request.headers.cookie) }
  const proving = holds ? undefined : await startProving(usher, { issuer: name, userId, from }, back)
  if (proving === undefined) return goOn(signIn, here, { ...back, userId, name })
  void reply.header('set-cookie', await keep(config, proving_cookie, proving))
  return ask(config, here, proving)
}

/** Whether the user may sign in, and holds the address that their issuer names; of none there is nothing to prove. */
async function standing(
  db: Queryable,
  userId: string,
  canonical: string | undefined,
): Promise<{ active: boolean; holds: boolean }> {
  return db.one(sql<{ active: boolean; holds: boolean }>`
    select status = 'active' as active, ${canonical === undefined}::boolean or exists (
      select from addresses
      where user_id = users.id and canonical = ${canonical ?? null} and verified_at is not null
    ) as holds
    from users where id = ${userId}`)
}

/** Mails a code to the address that the issuer only names; undefined where none can be mailed. */
async function startProving(
  usher: Usher,
  { issuer, userId, from }: { issuer: string; userId: string; from: AskedFrom },
  { person: { address }, interaction, redirectUri, uiLocales }: Back,
): Promise<Proving | undefined> {
  if (address === undefined) return undefined
  const binding = randomBytes(32).toString('base64url')
  const asked = await requestCode(usher, { address, purpose: 'address', binding, userId, ...from })
  // They can go on, and prove it later.
  if (asked instanceof Refusal) return undefined
  return { interaction, redirectUri, uiLocales, userId, issuer, email: address.email, codeId: asked.id, binding }
}

async function confirm(
  { config, db }: Usher,
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const proving = await kept<Proving>(config, proving_cookie, request.headers.cookie)
  const here = visit(request, reply, proving)
  if (proving === undefined || !isOurs(request, config, proving.interaction)) return endPage(here, 'not_begun_here')
  const { interaction, userId, issuer: name, codeId: id, binding } = proving
  if (field(request, 'later') === '') {
    const code = field(request, 'code').replaceAll(/\s/g, '')
    const refusal = await db.transaction(async (tx) => {
      const proof = await redeemCode(tx, config, { id, code, binding })
      if (proof instanceof Refusal) return proof
      await holdProven(tx, { userId, address: proof.address, requestId: request.id })
      return undefined
    })
    if (refusal !== undefined) return ask(config, here, proving, refusal)
  }
  void reply.header('set-cookie', forget(config, proving_cookie))
  return goOn(signIn, here, { interaction, userId, name })
}

function visit(request: FastifyRequest, reply: FastifyReply, origin: Pick<Origin, 'uiLocales'> | undefined): Visit {
  return { reply, language: languageFor(request.headers['accept-language'], origin?.uiLocales) }
}

function ask(config: Config, here: Visit, proving: Proving, refusal?: Refusal): FastifyReply {
  const token = formToken(config, proving.interaction)
  return confirmPage(here, { ...proving, token }, refusal && complaintOf(refusal, here.language))
}

async function goOn(
  signIn: SignIn,
  here: Visit,
  { interaction, userId, name }: { interaction: string; userId: string; name: string },
): Promise<FastifyReply> {
  const next = await finishSignIn(signIn, interaction, userId)
  return next === undefined ? endPage(here, 'over', { issuer: name }) : here.reply.redirect(next, 303)
}
