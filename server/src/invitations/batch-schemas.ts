import { Fields, named, Nullable, type Static, Type, Uuid } from '../http/schemas.ts'
import { InvitingUserId, newInvitationFields } from './schemas.ts'

/** One row of a batch. */
export const BatchRow = named('BatchRow', Fields(newInvitationFields))
export type BatchRow = Static<typeof BatchRow>

const most_rows = 1_000

export const Batch = named(
  'Batch',
  Fields({
    mode: Type.Optional(
      Type.Enum(['partial', 'atomic'], {
        description: '`partial` (the default) creates what can be created; `atomic` all or nothing.',
      }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({
        description: 'Default false. With true nothing is created or sent, and the answer says what would be.',
      }),
    ),
    inviting_user_id: InvitingUserId,
    invitations: Type.Array(BatchRow, {
      minItems: 1,
      maxItems: most_rows,
      description: 'A row that is wrong does not make the others wrong: it gets a result like each of them.',
      'x-rows': true,
    }),
  }),
)
export type Batch = Static<typeof Batch>

export const BatchResult = named(
  'BatchResult',
  Fields({
    index: Type.Integer({ description: 'Which row of the request, from 0.' }),
    email: Nullable(Type.String({ description: 'As it was sent; null where the row has none.' })),
    result: Type.Enum([
      'created',
      'already_member',
      'already_invited',
      'invalid',
      'seat_limit_reached',
      'duplicate_in_request',
      'blocked',
    ]),
    invitation_id: Nullable(Uuid('Of the new invitation; null in a dry run.')),
    detail: Nullable(Type.String({ description: 'What to do about it.' })),
    errors: Type.Array(
      Fields({
        in: Type.Literal('body'),
        pointer: Type.String({ description: 'A JSON pointer (RFC 6901) into the request.' }),
        detail: Type.String({ description: 'What is expected there.' }),
      }),
      { description: 'What is wrong with an invalid row.' },
    ),
  }),
)
export type BatchResult = Static<typeof BatchResult>
