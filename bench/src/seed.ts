import type { Database } from '../../server/src/database/database.ts'
import { hashSecret } from '../../server/src/issuer/secrets.ts'
import { systemRoles } from '../../server/src/roles/permissions.ts'

export interface Sizes {
  readonly organizations: number
  readonly users: number
  readonly members: number
  readonly invitations: number
}

/** Who sends the measured requests: groups of users by number, so that answering changes nobody's list. */
export const groups = {
  /** Each with three pending invitations. */
  three: { first: 1, last: 100, invitations: 3 },
  /** Each with fifty. */
  fifty: { first: 101, last: 120, invitations: 50 },
  /** They accept, decline and invite. Each owns one organization; what is theirs to answer depends on the sizes. */
  busy: { first: 121, last: 1_120 },
} as const

/** Of all invitations, the share that waits for the busy ones to answer. */
const share_to_answer = 0.6

export const platformClient = { id: 'platform_bench', secret: 'the-secret-of-the-bench' } as const

export const subjectOf = (user: number) => `subject-${user}`

/**
 * Fills a migrated, empty database by set-based statements. Foreign keys are not checked row by row, which takes a
 * superuser: what is written refers to what was written before it.
 */
export async function seed(db: Database, issuer: string, sizes: Sizes): Promise<void> {
  await db.session(async (client) => {
    await client.query(`set statement_timeout = 0; set session_replication_role = replica;
      set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off`)
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(secondaryIndexes)
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    for (const [text, values] of statements(issuer, sizes)) await client.query(text, values)
    for (const { definition } of indexes) await client.query(definition)
    await client.query(`reset session_replication_role; reset synchronous_commit;
      reset work_mem; reset maintenance_work_mem`)
    await client.query('vacuum analyze')
    await client.query('checkpoint')
    await client.query('reset statement_timeout')
  })
}

/** Those that no constraint stands on. Built after the rows are there, which takes a fraction of the time. */
const secondaryIndexes = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid)`

type Step = readonly [text: string, values: readonly unknown[]] & [string, unknown[]]

function statements(issuer: string, { organizations, users, members, invitations }: Sizes): Step[] {
  const each_organization_has = Math.floor(members / organizations)
  // Members of one organization stand this far apart, so none is there twice; the first one is its owner.
  const stride = Math.floor(users / each_organization_has)
  const { three, fifty, busy } = groups
  const listed_by_three = (three.last - three.first + 1) * three.invitations
  const listed_by_fifty = (fifty.last - fifty.first + 1) * fifty.invitations
  const busy_ones = busy.last - busy.first + 1
  const to_answer_each = Math.floor((invitations * share_to_answer) / busy_ones)
  const others = invitations - listed_by_three - listed_by_fifty - to_answer_each * busy_ones

  return [
    [
      `create temporary table person as
       select number, md5('user ' || number)::uuid as id, 'person-' || number || '@example.com' as address
       from generate_series(1, ${users}) as number`,
      [],
    ],
    [
      `create temporary table company as
       select number, md5('organization ' || number)::uuid as id,
         md5('member role ' || number)::uuid as member_role,
         md5('owner role ' || number)::uuid as owner_role, person.id as owner
       from generate_series(1, ${organizations}) as company (number) join person using (number)`,
      [],
    ],
    ['analyze person', []],
    ['analyze company', []],
    [
      `insert into users (id, kind, name, avatar_url)
       select id, 'person', 'Person ' || number, 'https://cdn.example.com/people/' || id || '.png' from person`,
      [],
    ],
    [
      `insert into identities (issuer, subject, user_id) select $1, 'subject-' || number, id from person order by 2`,
      [issuer],
    ],
    [
      `insert into addresses (user_id, canonical, email, verified_at, vouched_by)
       select id, address, address, now(), $1 from person`,
      [issuer],
    ],
    [
      `insert into organizations (id, name, slug, logo_url, member_count, owner_count)
       select id, 'Company ' || number, 'company-' || number, 'https://cdn.example.com/logos/' || id || '.png', $1, 1
       from company`,
      [each_organization_has],
    ],
    [
      `insert into roles (id, organization_id, kind, name, permissions)
       select case kind when 'owner' then owner_role when 'member' then member_role else gen_random_uuid() end,
         company.id, kind, name, array(select jsonb_array_elements_text(permissions))
       from company, jsonb_to_recordset($1::jsonb) as role (kind text, name text, permissions jsonb)`,
      [JSON.stringify(systemRoles)],
    ],
    [
      `create temporary table seat as
       select company.id as organization_id, person.id as user_id,
         case place when 0 then owner_role else member_role end as role_id
       from company, generate_series(0, ${each_organization_has - 1}) as place, person
       where person.number = (company.number - 1 + place * ${stride}) % ${users} + 1`,
      [],
    ],
    ['analyze seat', []],
    ['insert into members (organization_id, user_id) select organization_id, user_id from seat order by 1, 2', []],
    [
      'insert into member_roles (organization_id, user_id, role_id) select organization_id, user_id, role_id from seat order by 1, 2',
      [],
    ],
    [
      // Each of an addressee's invitations comes from another organization, never from one that has them as a member.
      `create temporary table place as
       select gen_random_uuid() as id, company.id as organization_id, company.owner as inviter_id, member_role as role_id, address,
         now() + interval '7 days' * (1 + random()) as expires_at
       from (
         select ${three.first} + n / ${three.invitations} as number, n % ${three.invitations} as nth
         from generate_series(0, ${listed_by_three - 1}) as n
         union all
         select ${fifty.first} + n / ${fifty.invitations}, n % ${fifty.invitations}
         from generate_series(0, ${listed_by_fifty - 1}) as n
         union all
         select ${busy.first} + n % ${busy_ones}, n / ${busy_ones}
         from generate_series(0, ${to_answer_each * busy_ones - 1}) as n
         union all
         select ${busy.last + 1} + n % ${users - busy.last}, n / ${users - busy.last}
         from generate_series(0, ${others - 1}) as n
       ) as wanted
         join person using (number)
         join company on company.number = (wanted.number + wanted.nth * 3) % ${organizations} + 1
       where not exists (select from seat where seat.organization_id = company.id and seat.user_id = person.id)
       order by 1`,
      [],
    ],
    [
      `insert into invitations (id, organization_id, email, canonical_email, inviter_id, expires_at, link_epoch)
       select id, organization_id, address, address, inviter_id, expires_at, 'seed' from place`,
      [],
    ],
    [
      `insert into invitation_roles (organization_id, invitation_id, role_id)
       select organization_id, id, role_id from place`,
      [],
    ],
    [
      `insert into invitation_links (token_hash, invitation_id, link_version)
       select sha256(id::text::bytea), id, 1 from place`,
      [],
    ],
    [
      `insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id)
       select 'invitation.created', organization_id, 'user', inviter_id, 'invitation', id from place`,
      [],
    ],
    [
      `insert into deliveries (kind, organization_id, invitation_id, state, sent_at)
       select 'invitation_mail', organization_id, id, 'sent', now() from place`,
      [],
    ],
    [
      `insert into clients (id, kind, name, scopes, secret_hash, last_used_at)
       values ($1, 'platform', 'Bench', '{platform,organizations:read,organizations:write}', $2, now())`,
      [platformClient.id, hashSecret(platformClient.secret)],
    ],
    ['drop table person, company, seat, place', []],
  ].map(([text, values]) => [text, values] as Step)
}
