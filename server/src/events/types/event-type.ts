import { Fields, Nullable, Timestamp, type TSchema, Type, Uuid } from '../../http/schemas.ts'

/** What an event of an organization can be about. */
export type SubjectType =
  | 'invitation'
  | 'user'
  | 'organization'
  | 'role'
  | 'team'
  | 'service_account'
  | 'webhook_endpoint'

/** A type of events: when there is one, what it is about, and what its `data` holds. */
export interface EventType {
  readonly description: string
  readonly subject: SubjectType
  /** Ids, states and the organization's own words; never an address or a secret, nor the words of a person but for why they declined, which goes when they are erased. */
  readonly data: TSchema
  /** Its data are the organization's words and go with the organization; see `organizations/remains.ts`. */
  readonly forgettable?: true
}

/** What something was, and what it became. */
export function Change<T extends TSchema>(of: T) {
  return { before: of, after: of }
}

export const Nothing = Fields({})
export const RoleIds = Type.Array(Uuid(), { description: 'The roles, by id.' })
export const TeamIds = Type.Array(Uuid(), { description: 'The teams, by id.' })
export const Moment = Timestamp()
export const MaybeUser = Nullable(Uuid())
export const Changed = Type.Array(Type.String(), {
  description: 'The names of the fields that are different. Of what is not told the name is all.',
})
