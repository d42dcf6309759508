import { Readable } from 'node:stream'
import { asUnavailable } from '../database/faults.ts'
import { BodyCutShort, type Line, linesOf } from '../http/lines.ts'
import { lines_type, Streamed } from '../http/operation.ts'
import { problems, Refusal } from '../http/problems.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Usher } from '../usher.ts'
import { importBatch } from './import-batch.ts'
import { type ImportRow, type RefusedRow, readRow } from './import-row.ts'
import { demandPlatform } from './platform-client.ts'
import type { ImportCounts, ImportTold } from './schemas.ts'

/** So many rows are one transaction: few enough for its time limit, and enough that its statements are shared by many. */
const batch_rows = 500
/** Of how many refused rows each is told. Nobody reads more, and what is told waits here until it is read. */
const most_told = 10_000

interface Asked {
  readonly caller: Caller
  readonly body: Readable | undefined
  readonly updateRoles: boolean
  readonly requestId: string
}

/**
 * Takes over the customers of an application: rows as they come, batch by batch, each batch a transaction of its own. What is
 * done stays done, whatever becomes of the rest, and sending it all again does nothing twice. No more is read than is worked on.
 */
export async function importMembers(usher: Usher, asked: Asked): Promise<Streamed | Refusal> {
  const client = await demandPlatform(usher.db, asked.caller)
  if (client instanceof Refusal) return client
  // Filled whether or not it is read: whoever sends everything before reading anything must not wait for themselves.
  const told = new Readable({ read: () => undefined, encoding: 'utf8' })
  const tell = (line: ImportTold) => void (told.destroyed || told.push(`${JSON.stringify(line)}\n`))
  void run(usher, asked, tell)
    .catch((error: unknown) => {
      usher.logger.error({ request_id: asked.requestId, err: error }, 'import failed')
      tell({ finished: false, code: 'internal_error', detail: problems.internal_error[1] })
    })
    .finally(() => told.push(null))
  return new Streamed(told, { connection: 'close' }, { type: lines_type })
}

async function run(usher: Usher, asked: Asked, tell: (line: ImportTold) => void): Promise<void> {
  const total: ImportCounts = { lines: 0, added: 0, present: 0, changed: 0, refused: 0 }
  const refuseRow = (row: RefusedRow) => {
    if (total.refused < most_told) tell(row)
    total.refused += 1
  }
  const stop = (code: keyof typeof stopped) => tell({ finished: false, code, detail: stopped[code], total })
  try {
    for await (const lines of inBatches(asked.body)) {
      if (usher.stopping.aborted) return stop('unavailable')
      const rows: ImportRow[] = []
      for (const line of lines) {
        const row = readRow(line, usher.config)
        if ('code' in row) refuseRow(row)
        else rows.push(row)
      }
      const outcome = await writeBatch(usher, asked, rows)
      if (outcome instanceof Refusal) return stop('platform_client_required')
      for (const row of outcome.refused) refuseRow(row)
      total.lines = lines.at(-1)?.number ?? total.lines
      total.added += outcome.added
      total.present += outcome.present
      total.changed += outcome.changed
      tell({ progress: { ...total } })
    }
    tell({ finished: true, total })
  } catch (error) {
    if (error instanceof BodyCutShort) return stop('malformed_request')
    if (asUnavailable(error) === undefined) throw error
    stop('unavailable')
  }
}

const stopped = {
  unavailable: 'The service cannot go on just now. Send it again: what is done is found, and nothing is done twice.',
  malformed_request: 'The rest did not come in time. Send it again: what is done is found, and nothing is done twice.',
  platform_client_required: problems.platform_client_required[1],
}

async function* inBatches(body: Readable | undefined): AsyncGenerator<Line[]> {
  let lines: Line[] = []
  if (body === undefined) return
  for await (const line of linesOf(body)) {
    lines.push(line)
    if (lines.length < batch_rows) continue
    yield lines
    lines = []
  }
  if (lines.length > 0) yield lines
}

/** The client is asked for again in each batch: one that is revoked meanwhile imports nothing more. */
function writeBatch({ db }: Usher, { caller, updateRoles, requestId }: Asked, rows: readonly ImportRow[]) {
  return db.transaction(async (tx) => {
    const client = await demandPlatform(tx, caller)
    if (client instanceof Refusal) return client
    return importBatch(tx, rows, { updateRoles, actor: { type: 'platform_client', id: client.id }, requestId })
  })
}
