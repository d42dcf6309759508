import { stringify } from 'csv-stringify/sync'
import { Streamed } from '../http/operation.ts'
import type { OrganizationEvent } from './schemas.ts'

/** The formats of files that events are read in as a whole. */
export const file_formats = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const

/** One event per line. */
export function asNdjson(events: AsyncIterable<OrganizationEvent>): Streamed {
  return file('ndjson', lines(events))
}

async function* lines(events: AsyncIterable<OrganizationEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`
}

const columns = [
  'sequence',
  'occurred',
  'type',
  'actor_type',
  'actor_id',
  'actor_name',
  'subject_type',
  'subject_id',
  'data',
  'id',
  'request_id',
]

/**
 * A table (RFC 4180) with a heading. A cell that a spreadsheet would take for a formula begins with an apostrophe, since
 * names are what people call themselves.
 */
export function asCsv(events: AsyncIterable<OrganizationEvent>): Streamed {
  return file('csv', rows(events))
}

async function* rows(events: AsyncIterable<OrganizationEvent>): AsyncGenerator<string> {
  const line = (cells: readonly unknown[]) =>
    stringify([cells.map((cell) => cell ?? '')], { record_delimiter: 'windows', escape_formulas: true })
  yield line(columns)
  for await (const { actor, subject, data, ...event } of events) {
    yield line([
      event.sequence,
      event.occurred,
      event.type,
      actor.type,
      actor.id,
      actor.name,
      subject.type,
      subject.id,
      JSON.stringify(data),
      event.id,
      event.request_id,
    ])
  }
}

function file(format: keyof typeof file_formats, pieces: AsyncIterable<string>): Streamed {
  return new Streamed(
    pieces,
    { 'content-disposition': `attachment; filename="events.${format}"` },
    { type: file_formats[format] },
  )
}
