import { sql } from '../../src/database/sql.ts'
import { sealStored } from '../../src/http/stored.ts'
import { newWebhookSecret } from '../../src/webhooks/secret.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './cast.ts'
import { type Ids, randomIds } from './every-request.ts'
import { machine, type Machine } from './machine.ts'
import { assigns, comesInto, makesRole, makesTeam } from './roles.ts'
import { timePasses } from './sending.ts'
import type { TestUsher } from './usher.ts'

/** An organization with one of everything in it, and the ids of that. */
export interface Estate {
  readonly owner: Actor
  readonly member: Actor
  readonly invitee: Actor
  readonly robot: Machine
  readonly company: Company
  readonly invitation: Invited
  readonly ids: Ids
}

/** Founds one, with people, a machine, a role, a team and an invitation of its own. */
export async function foundEstate(usher: TestUsher, name: string): Promise<Estate> {
  const { owner, member, invitee } = await cast(usher, 'owner', 'member', 'invitee')
  const company = await owner.founds(name)
  const user_id = await member.joins(company, owner)
  const invitation = await owner.invites(company, invitee)
  await timePasses(usher, invitation)
  const robot = await machine(usher, owner, company)
  const role = await makesRole(owner, company, ['members:read'])
  const team = await makesTeam(owner, company)
  succeeded(await assigns(owner, role.id, { team_id: team.id }))
  succeeded(await comesInto(owner, team.id, { invitation_id: invitation.id }))
  const { id: request_id } = await usher.db.one(sql<{ id: string }>`
    insert into invitation_requests (organization_id, invitation_id, kind) values (${company.id}, ${invitation.id}, 'renewal')
    returning id`)
  const { endpoint_id, delivery_id } = await endpointIn(usher, company.id)
  const ids = {
    ...randomIds(),
    request_id,
    organization_id: company.id,
    invitation_id: invitation.id,
    role_id: role.id,
    team_id: team.id,
    service_account_id: robot.id,
    user_id,
    address_id: crypto.randomUUID(),
    client_id: robot.id,
    endpoint_id,
    delivery_id,
  }
  return { owner, member, invitee, robot, company, invitation, ids }
}

/** An endpoint that hears of hardly anything, so that nothing happens to it by itself, and something that it was sent. */
export async function endpointIn(
  usher: TestUsher,
  organizationId: string | null,
): Promise<Pick<Ids, 'endpoint_id' | 'delivery_id'>> {
  const { linkKeys } = usher.running.config
  const secret = await sealStored(newWebhookSecret(), linkKeys[0])
  return usher.db.one(sql<Pick<Ids, 'endpoint_id' | 'delivery_id'>>`
    with made as (
      insert into webhook_endpoints (organization_id, url, event_types, secret)
      values (${organizationId}::uuid, 'https://hooks.example.com/usher', '{webhook_endpoint.deleted}', ${secret})
      returning id, organization_id
    )
    insert into deliveries (kind, channel, lane, organization_id, endpoint_id, event_sequence, state)
    select 'webhook', 'webhook', made.id, made.organization_id, made.id, (
        select min(sequence) from events where made.organization_id is null or events.organization_id = made.organization_id
      ), 'delivered'
    from made
    returning endpoint_id, id as delivery_id`)
}
