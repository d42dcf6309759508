/** An event as it stands in the database. */
export interface ToldEvent {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly occurred_at: Date
  readonly organization_id: string | null
  readonly actor_type: string
  readonly actor_id: string | null
  readonly subject_type: string
  readonly subject_id: string
  readonly data: Record<string, unknown>
  /** The address that an invitation went to, for endpoints that are to be told. */
  readonly email?: string | undefined
}

/** The body of a webhook, as Standard Webhooks has it: the same text for the same event, however often it is sent. */
export function webhookBody(event: ToldEvent): string {
  const { id, type, sequence, organization_id, email } = event
  return JSON.stringify({
    type,
    timestamp: event.occurred_at.toISOString(),
    data: {
      id,
      sequence,
      organization_id,
      actor: { type: event.actor_type, id: event.actor_id },
      subject: { type: event.subject_type, id: event.subject_id },
      details: event.data,
      ...(email === undefined ? {} : { email }),
    },
  })
}
