import type { KoaContextWithOIDC, default as Provider } from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Lets only pages of registered public clients read answers across origins. The library asks `clientBasedCORS` as soon
 * as it knows the client; before that, in preflights, in early refusals, in discovery and for the keys, it allows
 * whatever origin a request names, `null` included.
 */
export function answerOnlyKnownOrigins(provider: Provider, db: Queryable): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    // Asked first, so that no answer is on its way already when the database fails.
    const known = await isOriginOfPage(db, ctx.get('origin'))
    try {
      await next()
    } finally {
      if (!known) forbidReading(ctx)
    }
  })
}

/** Whether a public client is redirected to this origin, written as browsers write it (RFC 6454, section 6.1). */
export async function isOriginOfPage(db: Queryable, origin: string): Promise<boolean> {
  // As an opaque origin is `null`, and an address with a scheme of its own belongs to no page.
  const url = /^https?:\/\//.test(origin) ? URL.parse(origin) : null
  if (url === null || url.origin !== origin) return false
  const withPort = url.port === '' ? `${origin}:${url.protocol === 'https:' ? 443 : 80}` : origin
  const { known } = await db.one(sql<{ known: boolean }>`
    select exists (
      select from clients cross join unnest(redirect_uris) as registered (uri)
      where kind <> 'service_account' and revoked_at is null and secret_hash is null
        and lower(substring(uri from '^[^:]+://[^/?]+')) in (${origin}, ${withPort})
    ) as known`)
  return known
}

function forbidReading(ctx: KoaContextWithOIDC): void {
  for (const name of Object.keys(ctx.response.headers)) {
    if (name.toLowerCase().startsWith('access-control-')) ctx.remove(name)
  }
}
