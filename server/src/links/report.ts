import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { Refusal } from '../http/problems.ts'
import type { Usher } from '../usher.ts'
import { byToken, find } from './find.ts'

/**
 * Whoever holds the link of a mail says that it is not for them. They prove no address by it, so the invitation stays; but no
 * more mails of it are sent, waiting ones included. Once is as good as twice.
 */
export async function report(
  { db, config }: Pick<Usher, 'db' | 'config'>,
  { token, reason, requestId }: { token: string; reason: 'not_me' | 'spam'; requestId: string },
): Promise<null | Refusal> {
  const found = await find(db, byToken(token, config))
  if (found instanceof Refusal) return found
  const { id, organizationId } = found
  return db.transaction(async (tx) => {
    const first = await tx.run(sql`
      update invitations set reported_at = now(), remind_at = null
      where organization_id = ${organizationId} and id = ${id} and reported_at is null`)
    if (first === 0) return null
    await record(tx, {
      type: 'invitation.reported',
      // For the operators, and not among the events of the organization that it is about.
      organizationId: null,
      actor: { type: 'system' },
      subject: { type: 'invitation', id },
      requestId,
      data: { organization_id: organizationId, by: 'link', reason },
    })
    return null
  })
}
