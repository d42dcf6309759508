import { drain_limit, memory_limit } from './goals.ts'
import { judged, memoryOf, table } from './numbers.ts'
import type { Kind, Sink } from './sink.ts'
import { type Stage, type Used, using } from './stage.ts'

const receivers = 50

interface Drained {
  readonly what: Kind
  readonly came: number
  /** From when they were queued until the last one came. */
  readonly seconds: number
  readonly used: Used
}

/** How fast a full queue empties, and whether that takes memory. */
export async function measureDrain(
  stage: Stage,
  sink: Sink,
  postmaster: number | undefined,
  many: number,
): Promise<{ text: string; measured: unknown }> {
  const endpoints = Array.from({ length: receivers }, () => `${sink.hookUrl}/`)
  const drained = [await drain(stage, sink, postmaster, 'mails', many, () => queueMails(stage, many))]
  const organizations = await stage.endpoints(endpoints)
  await stage.idle()
  drained.push(await drain(stage, sink, postmaster, 'webhooks', many, () => queueWebhooks(stage, organizations, many)))
  await stage.query(`update webhook_endpoints set state = 'disabled', disabled_reason = 'by_hand'`)
  const text = [
    `#### ${many.toLocaleString('en')} queued at once`,
    table(
      ['what', 'came', 'seconds', 'a second', 'server us', 'database us', 'SQL', 'MiB start', 'highest', 'end'],
      drained.map(({ what, came, seconds, used: { server_us, database_us, statements, rss_mib } }) => {
        const { start, highest, end } = memoryOf(rss_mib)
        return [
          what,
          String(came),
          seconds.toFixed(1),
          (came / seconds).toFixed(0),
          (server_us / came).toFixed(0),
          database_us === undefined ? '' : (database_us / came).toFixed(0),
          (statements / came).toFixed(1),
          ...[start, highest, end].map((mib) => mib.toFixed(0)),
        ]
      }),
    ),
    ...drained.map(({ what, came, seconds, used }) => {
      const growth = growthOf(used.rss_mib)
      return judged(
        `${drain_limit} ${what} a second or more, memory at most ${memory_limit} times that of the first tenth`,
        came === many && came / seconds >= drain_limit && growth <= memory_limit,
        `${(came / seconds).toFixed(0)} a second, ${growth.toFixed(2)} times`,
      )
    }),
  ].join('\n\n')
  return { text, measured: drained }
}

async function drain(
  stage: Stage,
  sink: Sink,
  postmaster: number | undefined,
  what: Kind,
  many: number,
  fill: () => Promise<unknown>,
): Promise<Drained> {
  await stage.idle()
  await sink.ask({ take: true })
  const [filled, used] = await using(stage, postmaster, async () => {
    await fill()
    const at_ms = performance.timeOrigin + performance.now()
    await sink.received(what, many)
    return at_ms
  })
  const { arrivals, came } = await sink.ask({ take: true })
  const last = arrivals.reduce((latest, [, at_ms]) => Math.max(latest, at_ms), 0)
  return { what, came: came[what], seconds: (last - filled) / 1000, used }
}

/** Those of seeded invitations, a few in each of many organizations. */
function queueMails(stage: Stage, many: number) {
  return stage.query(
    `insert into deliveries (kind, lane, organization_id, invitation_id)
     select 'invitation_mail', organization_id, organization_id, id
     from (select * from invitations where status = 'pending' and expires_at > now() order by id limit $1) as chosen`,
    [many],
  )
}

/** As events that are to be relayed, so that their way into the queue is measured with it. */
function queueWebhooks(stage: Stage, organizations: readonly string[], many: number) {
  return stage.query(
    `with told as (
       insert into events (type, organization_id, actor_type, subject_type, subject_id, data)
       select 'organization.updated', organization_id, 'system', 'organization', organization_id, '{}'
       from generate_series(1, $2::integer) as number, unnest($1::uuid[]) with ordinality as each (organization_id, place)
       where number % cardinality($1::uuid[]) = place - 1
       returning sequence
     )
     insert into events_to_relay (event_sequence) select sequence from told`,
    [organizations, many],
  )
}

function growthOf(rss_mib: readonly number[]): number {
  const begun = rss_mib[Math.floor(rss_mib.length / 10)] ?? Number.NaN
  return Math.max(...rss_mib) / begun
}
