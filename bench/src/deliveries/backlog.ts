import { setTimeout as pause } from 'node:timers/promises'
import { compete, type Lane } from '../match.ts'
import { type Operation, operationsOn } from '../operations.ts'
import type { Issuer } from '../issuer.ts'
import { rowsOf, tableOf, verdictOf } from '../report.ts'
import { send } from '../rehearse.ts'
import { tokenRequest } from '../operations.ts'
import { backlog_limit, type DeliveryPlan } from './goals.ts'
import { metrics_token, type Stage } from './stage.ts'

const measured_operations = new Set(['list of 3', 'accept', 'invite'])
const scrapes_in_round = 20

/** What requests cost while much is queued, beside a server that has nothing queued. */
export async function measureBacklog(
  stages: { readonly empty: Stage; readonly backlog: Stage },
  issuer: Issuer,
  postmaster: number | undefined,
  { due, later, pace }: DeliveryPlan['backlog'],
): Promise<{ text: string; measured: unknown }> {
  const queued_at = await queue(stages.backlog, due, later)
  const both = Object.values(stages)
  const lanes: Lane[] = []
  for (const stage of both) {
    const { body } = await send(stage.server.origin, tokenRequest())
    const { access_token } = JSON.parse(body) as { access_token: string }
    const operations = operationsOn(stage.supplies, issuer, access_token)
    lanes.push({
      contestant: stage.server,
      operations: operations.filter(({ name }) => measured_operations.has(name)),
    })
  }
  const settled = async () => {
    for (const stage of both) await settle(stage, queued_at)
  }
  await compete(lanes, { ...pace, rounds: 3 }, postmaster, settled)
  const samples = await compete(lanes, pace, postmaster, settled)
  const scrapes = await compete(
    lanes.map(({ contestant }) => ({ contestant, operations: [metrics()] })),
    { ...pace, connections: 1, requests: scrapes_in_round, rounds: 5 },
    postmaster,
    settled,
  )
  const rows = rowsOf(samples, 'empty')
  const scraped = rowsOf(scrapes, 'empty')
  const left = await stages.backlog.query<{ queued: number }>(
    `select count(*)::integer as queued from deliveries where state in ('queued', 'sending')`,
  )
  const text = [
    `#### Requests with nothing queued, and with ${(due + later).toLocaleString('en')} deliveries, of which ${due.toLocaleString('en')} are due`,
    tableOf(rows, 'empty'),
    `The mail server takes seconds for each mail meanwhile. At the end ${left[0]?.queued.toLocaleString('en')} were queued.`,
    verdictOf(rows, { of: 'backlog', base: 'empty', limit: backlog_limit, cost: 'ratio_with_database' }),
    'A scrape of the metrics, one at a time:',
    tableOf(scraped, 'empty'),
  ].join('\n\n')
  return { text, measured: { rows, samples, scrapes } }
}

/** Waits until everybody was told what happened in the sample before, and takes away the mails of that, which would fill both queues. */
async function settle(stage: Stage, queued_at: string): Promise<void> {
  for (;;) {
    const [waiting] = await stage.query(`select 1 from events_to_relay limit 1`)
    if (waiting === undefined) break
    await pause(50)
  }
  await stage.query(
    `update deliveries set state = 'cancelled' where id = any(array(
       select id from deliveries where state = 'queued' and created_at > $1::text::timestamptz for update skip locked
     ))`,
    [queued_at],
  )
}

/**
 * One for each invitation, as it is where nobody was invited twice.
 *
 * @returns when that was, as the database writes it
 */
async function queue(stage: Stage, due: number, later: number): Promise<string> {
  await stage.query(
    `insert into deliveries (kind, lane, organization_id, invitation_id, waits, due_at)
     select 'invitation_mail', organization_id, organization_id, chosen.id, place > $1,
       now() + case when place > $1 then interval '1 hour' * (1 + random() * 100) else interval '0' end
     from (select id, organization_id, row_number() over (order by id) as place from invitations where status = 'pending') as chosen
     order by place limit $1 + $2`,
    [due, later],
  )
  await stage.query('analyze deliveries')
  const [now] = await stage.query<{ queued: number; at: string }>(
    `select count(*)::integer as queued, now()::text as at from deliveries`,
  )
  if (now === undefined || now.queued < due + later)
    throw new Error(`only ${now?.queued} invitations were there to have a mail queued`)
  return now.at
}

function metrics(): Operation {
  const request = { method: 'GET', path: '/metrics', headers: { authorization: `Bearer ${metrics_token}` } } as const
  return { name: 'metrics', status: 200, floor: false, next: () => request }
}
