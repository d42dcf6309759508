import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { sql } from '../database/sql.ts'
import { hostBound } from '../http/sealed-cookie.ts'
import type { Usher } from '../usher.ts'

/**
 * How long a visitor may take to sign in and still come back to the invitation. An hour would be too short: mail with a code is
 * held back for hours by servers that do not know ours yet, and is read the next morning. In a week nobody remembers why
 * a sign-in leads there.
 */
export const sign_in_seconds = 86_400

// Not `usher_sign_in`, which is what the sign-in pages know their own browser by.
const cookie_name = 'usher_way_back'
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** The `Set-Cookie` header that lets a browser remember for which invitation it signs in. */
export function rememberSignIn(config: Pick<Config, 'publicUrl'>, id: string): string {
  return cookie(config, id, sign_in_seconds)
}

/** The `Set-Cookie` header with which it has come back: signing in later for something else leads there. */
export function forgetSignIn(config: Pick<Config, 'publicUrl'>): string {
  return cookie(config, '', 0)
}

function cookie(config: Pick<Config, 'publicUrl'>, value: string, maxAge: number): string {
  return stringifySetCookie({
    name: hostBound(config, cookie_name),
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    secure: config.publicUrl.startsWith('https:'),
    // Lax, since other issuers send the browser back by a link.
    sameSite: 'lax',
  })
}

/** The sign-in that the browser which sent these cookies has begun; whether there is one of that id is not asked here. */
export function signInOf(config: Pick<Config, 'publicUrl'>, cookies: string | undefined): string | undefined {
  if (cookies === undefined) return undefined
  // Under no other name: what another host could have planted counts for nothing.
  const id = parseCookie(cookies)[hostBound(config, cookie_name)]
  return id !== undefined && uuid.test(id) ? id : undefined
}

/**
 * The page of the invitation that this browser began to sign in for, as a path of ours; undefined where it came for none, took
 * too long, or the invitation was answered or withdrawn meanwhile.
 */
export async function wayBack(
  { config, db }: Pick<Usher, 'config' | 'db'>,
  request: Pick<FastifyRequest, 'headers'>,
): Promise<string | undefined> {
  const id = signInOf(config, request.headers.cookie)
  if (id === undefined) return undefined
  const found = await db.maybe(sql<{ invitation_id: string }>`
    select invitation_id from sign_ins join invitations on invitations.id = sign_ins.invitation_id
    where sign_ins.id = ${id} and sign_ins.expires_at > now() and invitations.status in ('pending', 'expired')`)
  return found && pageOf(found.invitation_id)
}

/** The console's page of an invitation. It is shown to whoever was invited, and to nobody else. */
export function pageOf(invitationId: string): string {
  return `/console/invitations/${invitationId}`
}

/** Whether a path of ours is the page of one invitation. */
export function namesInvitation(path: string): boolean {
  return path.startsWith(pageOf(''))
}
