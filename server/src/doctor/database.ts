import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { asUnavailable } from '../database/faults.ts'
import { requireCurrentSchema, SchemaMismatch } from '../database/migrate.ts'
import { UnfinishedMove, requireNoMove } from '../database/moved.ts'
import { sql } from '../database/sql.ts'
import { type Finding, skipped, warning, well, wordsOf, wrong } from './finding.ts'

const oldest_version = 150_000
// A page asks for a handful of statements in a row.
const slow_ms = 20
const wide_clock_ms = 2_000
const looks = 5

/** That the database answers, is new enough and near enough, and that its role may do its work and no more. */
export async function examineDatabase(db: Database, config: Config): Promise<Finding[]> {
  const about = 'database'
  let version
  try {
    version = await db.one(sql<{ number: number; name: string }>`
      select current_setting('server_version_num')::integer as number, current_setting('server_version') as name`)
  } catch (error) {
    if (asUnavailable(error) === undefined) throw error
    return [wrong(about, `It does not answer: ${wordsOf(error)}.`, 'Start it, or mend DATABASE_URL.')]
  }
  if (version.number < oldest_version) {
    return [wrong(about, `It is PostgreSQL ${version.name}.`, 'Upgrade it to PostgreSQL 15 or newer.')]
  }
  const ms = await latencyOf(db)
  const found = `${db.store}${db.store === 'PGlite' ? '' : ` ${version.name}`} answers in ${ms.toFixed(1)} ms.`
  const answering =
    ms > slow_ms
      ? warning(about, found, 'Bring the database nearer to the service: each request asks it at least once.')
      : well(about, found)
  return db.store === 'PGlite' ? [answering] : [answering, ...(await examineRights(db, config))]
}

/** The middle of several, so that neither the first connection nor a hiccup counts. */
async function latencyOf(db: Database): Promise<number> {
  const times: number[] = []
  while (times.length < looks) {
    const begun = performance.now()
    await db.one(sql`select 1`)
    times.push(performance.now() - begun)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(looks / 2)] ?? 0
}

async function examineRights(db: Database, { mode }: Config): Promise<Finding[]> {
  const about = 'database rights'
  const { role, superuser, creates, lacking } = await db.one(sql<{
    role: string
    superuser: boolean
    creates: boolean
    lacking: string[]
  }>`
    select current_user as role, rolsuper as superuser,
      has_schema_privilege(current_schema::text, 'create') as creates,
      array(
        select relname::text from pg_class
        where relkind = 'r' and relnamespace = current_schema::regnamespace
          and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
            and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
        order by relname
      ) as lacking
    from pg_roles where rolname = current_user`)
  if (superuser) {
    const told = mode === 'production' ? wrong : warning
    return [
      told(
        about,
        `The role ${role} is a superuser: whoever gets hold of it has the whole server.`,
        'Make a role that only owns this database: create role usher login password ...; alter database ... owner to usher;',
      ),
    ]
  }
  if (lacking.length > 0) {
    return [
      wrong(
        about,
        `The role ${role} may not read and write ${lacking.length} tables, ${lacking[0]} among them.`,
        `grant select, insert, update, delete on all tables in schema public to ${role};`,
      ),
    ]
  }
  if (!creates) {
    const mend = 'Run usher-server migrate as a role that may; or: grant create on schema public to ' + role
    return [warning(about, `The role ${role} may do its work, but not migrate.`, `${mend};`)]
  }
  return [well(about, `The role ${role} may do its work, and is no superuser.`)]
}

/** That the schema is the one this program knows. */
export async function examineMigrations(db: Database): Promise<Finding> {
  try {
    await requireNoMove(db)
    await requireCurrentSchema(db)
    return well('migrations', 'The schema is the one that this version knows.')
  } catch (error) {
    if (error instanceof UnfinishedMove) return wrong('migrations', error.message, 'Finish that move.')
    if (!(error instanceof SchemaMismatch)) throw error
    return wrong('migrations', error.message, 'Run usher-server migrate; or start the version that the database is at.')
  }
}

/** That this machine and the database's agree on the time: expiry is the database's, tokens are this machine's. */
export async function examineClock(db: Database): Promise<Finding> {
  if (db.store === 'PGlite') return well('clock', 'The embedded database has the clock of this machine.')
  const sent = Date.now()
  const { now } = await db.one(sql<{ now: Date }>`select clock_timestamp() as now`)
  const apart_ms = Math.abs(now.getTime() - (sent + Date.now()) / 2)
  const reason = `This machine and the database are ${(apart_ms / 1000).toFixed(1)} s apart.`
  return apart_ms > wide_clock_ms
    ? wrong(
        'clock',
        reason,
        'Let both machines set their clocks by NTP: tokens end by this one, invitations by that one.',
      )
    : well('clock', reason)
}

/** What could not be looked at because the database could not be asked. */
export function withoutDatabase(reason: string): Finding[] {
  return ['migrations', 'signing keys', 'link keys', 'webhook secrets', 'clock'].map((about) => skipped(about, reason))
}
