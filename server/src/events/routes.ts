import { Moment } from '../http/moment.ts'
import { operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { invalid, Refusal } from '../http/problems.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { readSpan, wrongWithType } from './asked.ts'
import { asCsv, asNdjson, file_formats } from './files.ts'
import { exportEvents, listEvents } from './read.ts'
import { OrganizationEvent } from './schemas.ts'

export const list = operation({
  id: 'list_events',
  tag: 'Events',
  summary: 'Read what happened in an organization',
  description:
    'The audit log, newest first, in pages; with `format` all of it that the filters let through, as a file of lines or a table.\n\nIt shows what is committed by then: an event of a slow request can turn up behind ones that were read before. To follow everything, use webhooks, or begin each time some minutes before the newest that you have (`occurred_after`) and leave out the ids that you know.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({
    ...PageQuery,
    type: Type.Optional(
      Type.String({
        maxLength: 100,
        pattern: '^[a-z_]+\\.([a-z_]+|\\*)$',
        description: 'Only this type, as `invitation.accepted`, or a whole family, as `invitation.*`.',
        'x-expected': 'must be a type of event like invitation.accepted or invitation.*',
      }),
    ),
    actor_id: Type.Optional(Type.String({ maxLength: 100, description: 'Only what this user or client did.' })),
    subject_id: Type.Optional(Uuid('Only what happened to this invitation, user or organization.')),
    occurred_after: Type.Optional(Moment('Only what happened then or later.')),
    occurred_before: Type.Optional(Moment('Only what happened before that.')),
    format: Type.Optional(
      Type.Enum(['json', 'ndjson', 'csv'], {
        description: 'Default json, which comes in pages. The others are whole.',
      }),
    ),
  }),
  success: Type.Array(OrganizationEvent),
  expensive: true,
  alsoServes: Object.values(file_formats),
  refusals: ['permission_denied'],
  async handle(usher, incoming) {
    const { caller, path, query } = incoming
    const { after, before, wrong } = readSpan(query, 'query')
    const unknown = query.type === undefined ? undefined : wrongWithType(query.type)
    const errors = [
      ...(unknown === undefined ? [] : [{ in: 'query' as const, pointer: '/type', detail: unknown }]),
      ...wrong,
    ]
    if (errors.length > 0) return invalid(...errors)
    const filter = {
      type: query.type,
      actorId: query.actor_id,
      subjectId: query.subject_id,
      occurredAfter: after,
      occurredBefore: before,
    }
    const { format = 'json' } = query
    if (format === 'json') {
      return answerPage(usher, incoming, (page) => listEvents(usher.db, caller, path.organization_id, filter, page))
    }
    const events = await exportEvents(usher.db, caller, path.organization_id, filter)
    if (events instanceof Refusal) return events
    return format === 'csv' ? asCsv(events) : asNdjson(events)
  },
})
