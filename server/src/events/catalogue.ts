import { Fields, type Static, type TSchema, Type } from '../http/schemas.ts'
import type { EventType } from './types/event-type.ts'
import { invitationEvents } from './types/invitation.ts'
import { memberEvents } from './types/member.ts'
import { organizationEvents } from './types/organization.ts'
import { serviceAccountEvents } from './types/service-account.ts'
import { webhookEndpointEvents } from './types/webhook-endpoint.ts'

/**
 * Every type of events that belong to an organization. What is recorded, the audit log, the webhooks and their part of the
 * OpenAPI document, and the list in docs/EVENTS.md are all of it.
 */
export const catalogue = {
  ...invitationEvents,
  ...memberEvents,
  ...organizationEvents,
  ...serviceAccountEvents,
  ...webhookEndpointEvents,
} as const

export type Catalogue = typeof catalogue

/** The types of events of an organization, as `invitation.accepted`. */
export type OrganizationEventType = keyof Catalogue

export const organizationEventTypes = Object.keys(catalogue) as OrganizationEventType[]

/** What is recorded with an event of this type. */
export type EventData<T extends OrganizationEventType> = Unchanging<Static<Catalogue[T]['data']>>

type Unchanging<T> = T extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: Unchanging<T[Field]> }
    : T

export function isOrganizationEvent(type: string): type is OrganizationEventType {
  return Object.hasOwn(catalogue, type)
}

/** What the data of an event of this type can be when it is read: what was recorded, or nothing once that is forgotten. */
export function dataSchemaOf(type: OrganizationEventType): TSchema {
  const { data, forgettable }: EventType = catalogue[type]
  if (forgettable !== true) return data
  return Type.Union([data, Fields({}, { description: 'Once the organization is deleted.' })])
}
