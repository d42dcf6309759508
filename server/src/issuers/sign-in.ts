import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { redeemCode, requestCode } from '../codes/codes.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { refuseOtherMethods } from '../http/methods.ts'
import { problems, Refusal, refuse } from '../http/problems.ts'
import { Refused } from '../http/refused.ts'
import { introduce, type Person } from '../users/introduce.ts'
import { holdProven, knowHere } from '../users/proven.ts'
import type { Usher } from '../usher.ts'
import type { ForeignIssuer } from './foreign-issuer.ts'
import { comeBack } from './interactive.ts'
import { forget, keep, kept } from './journey.ts'
import { confirmPage, failurePage } from './pages.ts'

/** What the login server offers to whoever signs people in for it. */
export interface SignInPlace {
  /**
   * Signs the user in at an interaction that the same browser began.
   *
   * @returns where the browser goes next; undefined if the interaction is over
   */
  finishSignIn(interaction: string, userId: string): Promise<string | undefined>
}

/** Somebody who is about to prove an address that their issuer does not vouch for. */
interface Proving {
  readonly interaction: string
  readonly userId: string
  readonly issuer: string
  readonly email: string
  readonly codeId: string
  readonly binding: string
}

const proving_cookie = 'usher_proving'
const longest_form_bytes = 4_096

/** The way back from other issuers, and the page that asks for the code where they do not vouch for the address. */
export function mountCallback(server: FastifyInstance, usher: Usher, place: SignInPlace): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const form = { parseAs: 'string', bodyLimit: longest_form_bytes } as const
    scope.addContentTypeParser<string>('application/x-www-form-urlencoded', form, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
    )
    const schema = { hide: true }
    scope.get<{ Params: { id: string } }>('/oauth/callback/:id', { schema }, (request, reply) =>
      callback(usher, place, request, reply),
    )
    scope.post<{ Body: Record<string, string> | undefined }>('/oauth/confirm-address', { schema }, (request, reply) =>
      confirm(usher, place, request, reply),
    )
    refuseOtherMethods(
      scope,
      new Map([
        ['/oauth/callback/:id', ['GET', 'HEAD']],
        ['/oauth/confirm-address', ['POST']],
      ]),
    )
  })
}

async function callback(
  usher: Usher,
  place: SignInPlace,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { config, db, issuers } = usher
  const issuer = issuers.all.find(({ trusted }) => trusted.signIn?.id === request.params.id)
  if (issuer === undefined) throw new Refused(refuse('not_found'))
  const { name } = issuer.trusted
  const query = request.url.split('?')[1] ?? ''
  const back = await comeBack(issuer, config, { query, cookies: request.headers.cookie })
  if (typeof back === 'string') {
    request.log.warn({ issuer: issuer.trusted.issuer, failure: back }, 'sign-in through an issuer failed')
    return failurePage(reply, name, back)
  }
  void reply.header('set-cookie', back.cookie)
  const userId = await introduce(db, back.person)
  if ((await knowHere(db, userId)) !== undefined) return failurePage(reply, name, 'disabled')

  const proving = await startProving(usher, issuer, { ...back, userId })
  if (proving === undefined) return goOn(place, reply, { interaction: back.interaction, userId, name })
  void reply.header('set-cookie', await keep(config, proving_cookie, proving))
  return confirmPage(reply, proving.email)
}

/** Mails a code to an address that the issuer only names; undefined where there is none to prove, or none can be mailed. */
async function startProving(
  usher: Usher,
  { trusted }: ForeignIssuer,
  { person, interaction, userId }: { person: Person; interaction: string; userId: string },
): Promise<Proving | undefined> {
  const { address } = person
  if (address === undefined || address.vouched || (await holds(usher.db, userId, address.canonical))) return undefined
  const binding = randomBytes(32).toString('base64url')
  const asked = await requestCode(usher, { address, purpose: 'address', binding, userId })
  // They can go on, and prove it later.
  if (asked instanceof Refusal) return undefined
  return { interaction, userId, issuer: trusted.name, email: address.email, codeId: asked.id, binding }
}

async function holds(db: Queryable, userId: string, canonical: string): Promise<boolean> {
  const row = await db.maybe(sql<{ user_id: string }>`
    select user_id from addresses where user_id = ${userId} and canonical = ${canonical} and verified_at is not null`)
  return row !== undefined
}

async function confirm(
  { config, db }: Usher,
  place: SignInPlace,
  request: FastifyRequest<{ Body: Record<string, string> | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const proving = await kept<Proving>(config, proving_cookie, request.headers.cookie)
  if (proving === undefined) return failurePage(reply, 'The other service', 'not_begun_here')
  const { interaction, userId, issuer: name, email, codeId: id, binding } = proving
  const { code = '', later } = request.body ?? {}
  if (later === undefined) {
    const problem = await db.transaction(async (tx) => {
      const proof = await redeemCode(tx, config, { id, code: code.replaceAll(/\s/g, ''), binding })
      if (proof instanceof Refusal) return proof
      await holdProven(tx, userId, proof.address)
      return undefined
    })
    if (problem !== undefined) return confirmPage(reply, email, problem.particulars.detail ?? problems[problem.code][1])
  }
  void reply.header('set-cookie', forget(config, proving_cookie))
  return goOn(place, reply, { interaction, userId, name })
}

async function goOn(
  place: SignInPlace,
  reply: FastifyReply,
  { interaction, userId, name }: { interaction: string; userId: string; name: string },
): Promise<FastifyReply> {
  const next = await place.finishSignIn(interaction, userId)
  return next === undefined ? failurePage(reply, name, 'over') : reply.redirect(next, 303)
}
