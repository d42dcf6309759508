import type { Transaction } from '../database/database.ts'
import { Answer, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { demandOperator } from '../platform/operators.ts'
import { withVersion } from '../http/versions.ts'
import type { Caller } from '../tokens/caller.ts'
import type { Usher } from '../usher.ts'
import {
  changeClient,
  getClient,
  listClients,
  registerClient,
  revokeClient,
  rotateSecret,
  type Told,
} from './clients.ts'
import { Client, ClientChange, ClientId, NewClient, RegisteredClient, SecretRotation } from './schemas.ts'

const tag = 'Clients'
const refusals = ['operator_required', 'own_application_required', 'user_context_required'] as const

export const list = operation({
  id: 'list_clients',
  tag,
  summary: 'List the registered clients',
  description: 'For operators. Oldest first; those of service accounts are not among them.',
  scope: 'organizations:read',
  query: Fields(PageQuery),
  success: Type.Array(Client),
  refusals,
  handle: (usher, incoming) =>
    answerPage(usher, incoming, async (page) => {
      const operator = await demandOperator(usher.db, incoming.caller)
      return operator instanceof Refusal ? operator : listClients(usher.db, page)
    }),
})

export const register = operation({
  id: 'register_client',
  tag,
  summary: 'Register a client',
  description:
    'For operators. An application that people sign in to, or a platform client. Its secret, if it has one, is shown once.',
  scope: 'organizations:write',
  idempotent: true,
  body: NewClient,
  status: 201,
  success: RegisteredClient,
  refusals,
  async handle(usher, { caller, body, requestId }) {
    const made = await byOperator(usher, { caller, requestId }, (tx, told) => registerClient(tx, body, told))
    if (made instanceof Refusal) return made
    return new Answer(made, { location: `${usher.config.publicUrl}/clients/${made.client_id}` })
  },
})

export const get = operation({
  id: 'get_client',
  tag,
  summary: 'Get a client',
  description: 'For operators.',
  scope: 'organizations:read',
  versioned: true,
  path: ClientId,
  success: Client,
  refusals,
  async handle({ db }, { caller, path }) {
    const operator = await demandOperator(db, caller)
    const found = operator instanceof Refusal ? operator : await getClient(db, path.client_id)
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})

export const change = operation({
  id: 'change_client',
  tag,
  summary: 'Change a client',
  description:
    'For operators. Where scopes are taken away, or it is no longer first-party, what people granted to it ends, and they sign in again.',
  scope: 'organizations:write',
  versioned: true,
  path: ClientId,
  body: ClientChange,
  success: Client,
  refusals,
  async handle(usher, { caller, path, body, ifMatch, requestId }) {
    const changed = await byOperator(usher, { caller, requestId }, (tx, told) =>
      changeClient(tx, path.client_id, body, told, ifMatch),
    )
    return changed instanceof Refusal ? changed : withVersion(changed, changed.version)
  },
})

export const revoke = operation({
  id: 'revoke_client',
  tag,
  summary: 'Revoke a client',
  description: 'For operators. Ends its secret, its tokens, and what people granted to it, at once and for good.',
  scope: 'organizations:write',
  versioned: true,
  path: ClientId,
  success: Type.Null(),
  refusals,
  handle: (usher, { caller, path, ifMatch, requestId }) =>
    byOperator(usher, { caller, requestId }, (tx, told) => revokeClient(tx, path.client_id, told, ifMatch)),
})

export const rotate = operation({
  id: 'rotate_client_secret',
  tag,
  summary: 'Give a client a new secret',
  description:
    'For operators. Shown once. The secret before ends at once unless `overlap_seconds` lets it work on for a while.',
  scope: 'organizations:write',
  idempotent: true,
  path: ClientId,
  body: SecretRotation,
  bodyOptional: true,
  success: RegisteredClient,
  refusals: [...refusals, 'public_client'],
  handle: (usher, { caller, path, body, requestId }) =>
    byOperator(usher, { caller, requestId }, (tx, told) =>
      rotateSecret(tx, { id: path.client_id, overlapSeconds: body?.overlap_seconds ?? 0 }, told),
    ),
})

/** What all changes share: an operator, read in the same transaction. */
function byOperator<T>(
  { db }: Usher,
  { caller, requestId }: { caller: Caller; requestId: string },
  work: (tx: Transaction, told: Told) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return db.transaction(async (tx) => {
    const operator = await demandOperator(tx, caller)
    return operator instanceof Refusal ? operator : work(tx, { actor: { type: 'user', id: operator.id }, requestId })
  })
}
