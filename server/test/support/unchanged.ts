import { expect } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import type { TestUsher } from './usher.ts'

/** Runs requests that are refused or repeat an answer, and fails if any row, event or mail came of them. */
export async function unchanged<T>(usher: TestUsher, requests: () => Promise<T>): Promise<T> {
  const before = await snapshot(usher)
  const result = await requests()
  expect(await snapshot(usher)).toEqual(before)
  return result
}

async function snapshot({ db }: TestUsher): Promise<Record<string, unknown>> {
  return db.one(sql<Record<string, unknown>>`
    select
      (select json_agg(json_build_array(id, status, version, member_count, owner_count) order by id) from organizations) as organizations,
      (select json_agg(json_build_array(id, status, version, seen_at, reported_at) order by id) from invitations) as invitations,
      (select json_agg(json_build_array(organization_id, version) order by organization_id) from mail_settings) as mail_settings,
      (select count(*) from members) as members,
      (select json_agg(json_build_array(organization_id, user_id, role_id) order by organization_id, user_id, role_id) from member_roles) as member_roles,
      (select json_agg(json_build_array(id, version) order by id) from roles) as roles,
      (select json_agg(json_build_array(id, version) order by id) from teams) as teams,
      (select json_agg(json_build_array(team_id, user_id) order by team_id, user_id) from team_members) as team_members,
      (select json_agg(json_build_array(team_id, role_id) order by team_id, role_id) from team_roles) as team_roles,
      (select count(*) from invitation_roles) as invitation_roles,
      (select count(*) from invitation_teams) as invitation_teams,
      (select json_agg(json_build_array(id, kind, status) order by id) from users where kind = 'service_account') as service_accounts,
      (select json_agg(json_build_array(id, encode(secret_hash, 'hex')) order by id) from clients) as clients,
      (select json_agg(user_id order by user_id) from operators) as operators,
      (select json_agg(id order by id) from users where status <> 'active') as inactive_users,
      (select json_agg(json_build_array(id, verified_at, signs_in) order by id) from addresses where vouched_by is null) as addresses,
      (select json_agg(json_build_array(id, tries, ended_at) order by id) from code_requests) as code_requests,
      (select json_agg(json_build_array(user_id, organization_id) order by user_id, organization_id) from organization_blocks) as organization_blocks,
      (select json_agg(json_build_array(id, state, email, message) order by id) from invitation_requests) as invitation_requests,
      (select json_agg(json_build_array(encode(key_hash, 'hex'), answer) order by key_hash) from idempotency_keys) as idempotency_keys,
      (select count(*) from sign_ins) as sign_ins,
      (select json_agg(json_build_array(id, status) order by id) from ownership_offers) as ownership_offers,
      (select sum(mails) from mail_quotas where mails > 0) as counted_mails,
      (select json_agg(json_build_array(scope, encode(address_hash, 'hex'), reason) order by scope, address_hash) from mail_suppressions) as mail_suppressions,
      (select json_agg(json_build_array(id, version, secret, state, tested_at) order by id) from webhook_endpoints
        where deleted_at is null) as webhook_endpoints,
      -- What comes in its own time: that mails of before have left, and what people and endpoints are told of it.
      (select count(*) from events where type not in ('organization.seat_limit_reached', 'invitation.sent')) as events,
      (select count(*) from deliveries
        where user_id is null and endpoint_id is null and template is distinct from 'revoked') as deliveries`)
}
