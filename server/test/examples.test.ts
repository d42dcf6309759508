import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { platform } from './support/machine.ts'
import { isInstalled, runTool } from './support/tool.ts'
import { startUsher } from './support/usher.ts'

const example = (name: string) => join(import.meta.dirname, '../../examples', name)

test.runIf(['bash', 'curl', 'jq'].every(isInstalled))(
  'a customer becomes an organization: a thousand people are invited and followed until they answered, with curl and jq',
  async () => {
    await using usher = await startUsher({ USHER_RESEND_COOLDOWN_SECONDS: '0' })
    const { client_id, client_secret } = await platform(usher)
    const given = {
      USHER_URL: usher.url,
      CLIENT_ID: client_id,
      CLIENT_SECRET: client_secret,
      OWNER_ISSUER: usher.issuer.issuer,
      OWNER_SUBJECT: 'ada',
      CUSTOMER: 'acme',
      RESEND_COOLDOWN_SECONDS: '0',
    }
    const settings = Object.entries(given).map(([name, value]) => `${name}=${value}`)
    const { code, said } = await runTool('env', [...settings, 'bash', example('a-customer.sh')])
    expect(said).toContain('997 pending')
    expect([code, said.includes('was refused')]).toEqual([0, false])
    const counts = await usher.db.many(sql<{ status: string; count: number }>`
      select invitations.status, count(*) as count from invitations
        join organizations on organizations.id = invitations.organization_id
      where organizations.external_id = 'acme' group by 1 order by 1`)
    expect(counts).toEqual([
      { status: 'accepted', count: 1 },
      { status: 'declined', count: 1 },
      { status: 'pending', count: 997 },
      { status: 'revoked', count: 1 },
    ])
  },
  120_000,
)
