import type { AskedFrom } from '../codes/codes.ts'
import { type Incoming, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { signInOf } from '../links/way-back.ts'
import type { Usher } from '../usher.ts'
import * as addresses from './addresses.ts'
import { listBlocks as readBlocks, unblock } from './blocks.ts'
import { eraseMe } from './erasure.ts'
import { exportMe } from './export.ts'
import { Export } from './export-schema.ts'
import { changeMe, getMe } from './me.ts'
import { listMyOrganizations } from './organizations.ts'
import {
  AddressId,
  Block,
  BlockedOrganization,
  CodeAsked,
  Erasure,
  Me,
  MeChange,
  MyOrganization,
  NewAddress,
  TypedCode,
  UserAddress,
} from './schemas.ts'

export const get = operation({
  id: 'get_me',
  tag: 'You',
  summary: 'Get yourself',
  description: 'The user that the token stands for, with addresses, and the issuers that know them.',
  scope: 'organizations:read',
  success: Me,
  refusals: ['user_context_required'],
  handle: ({ db }, { caller }) => getMe(db, caller),
})

export const change = operation({
  id: 'change_me',
  tag: 'You',
  summary: 'Change your name or picture',
  description: 'What is left away stays as it is; null removes it. An issuer that changes it later has the last word.',
  scope: 'organizations:write',
  body: MeChange,
  success: Me,
  refusals: ['user_context_required', 'managed_by_organization'],
  handle: ({ db }, { caller, body, requestId }) => changeMe(db, { caller, change: body, requestId }),
})

export const exportAll = operation({
  id: 'export_me',
  tag: 'You',
  summary: 'Export everything that is kept about you',
  description:
    'As one JSON file: profile, identities, addresses, memberships, invitations to your verified addresses and those you sent, sessions, applications, events. Nothing about others: whom you invited is not in it.',
  scope: 'organizations:read',
  success: Export,
  refusals: ['user_context_required', 'managed_by_organization', 'own_application_required'],
  handle: ({ db }, { caller }) => exportMe(db, caller),
})

export const erase = operation({
  id: 'erase_me',
  tag: 'You',
  summary: 'Erase yourself, for good',
  description:
    'Ends every membership and session, and erases name, addresses and what you wrote; what you did stays, without saying who did it. Pending invitations to your addresses end; those that you sent go by the policy of their organization. Whoever signs in with your login later is somebody new. The only owner of an organization has to make somebody else one first.',
  scope: 'organizations:write',
  body: Erasure,
  success: Type.Null(),
  refusals: [
    'user_context_required',
    'managed_by_organization',
    'own_application_required',
    'last_owner',
    'last_operator',
  ],
  handle: (usher, { caller, body, requestId }) => eraseMe(usher, { caller, confirm: body.confirm, requestId }),
})

export const listAddresses = operation({
  id: 'list_my_addresses',
  tag: 'You',
  summary: 'List your addresses',
  description: 'Twenty at most. Your invitations are those to all the verified ones.',
  scope: 'organizations:read',
  success: Type.Array(UserAddress),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller }) => addresses.listAddresses(db, caller),
})

export const addAddress = operation({
  id: 'add_my_address',
  tag: 'You',
  summary: 'Add an address',
  description:
    'Mails a code there, with which it is verified. Until then it is worth nothing. Adding it again answers the same and mails another code, at most once a minute.',
  scope: 'organizations:write',
  idempotent: true,
  body: NewAddress,
  status: 201,
  success: UserAddress,
  refusals: [
    'user_context_required',
    'managed_by_organization',
    'own_application_required',
    'too_many_addresses',
    'mail_off',
    'rate_limited',
  ],
  handle(usher, incoming) {
    const { caller, body, requestId } = incoming
    return addresses.addAddress(usher, { caller, email: body.email, requestId, from: askedFrom(usher, incoming) })
  },
})

export const requestCode = operation({
  id: 'request_address_code',
  tag: 'You',
  summary: 'Have another code mailed to your address',
  description: 'The newest code counts, for ten minutes and five tries. At most one a minute.',
  scope: 'organizations:write',
  idempotent: true,
  path: AddressId,
  success: CodeAsked,
  refusals: [
    'user_context_required',
    'managed_by_organization',
    'own_application_required',
    'already_verified',
    'mail_off',
    'rate_limited',
  ],
  async handle(usher, incoming) {
    const { caller, path } = incoming
    const from = askedFrom(usher, incoming)
    const asked = await addresses.requestAddressCode(usher, { caller, id: path.address_id, from })
    return asked instanceof Refusal ? asked : { expiration_date: asked.expires.toISOString() }
  },
})

export const verifyAddress = operation({
  id: 'verify_my_address',
  tag: 'You',
  summary: 'Verify your address with the code',
  description:
    'From then on invitations to it are yours. If somebody else verified it before, they no longer have it: whoever reads its mail now does. An address that is verified is answered as it is.',
  scope: 'organizations:write',
  path: AddressId,
  body: TypedCode,
  success: UserAddress,
  refusals: [
    'user_context_required',
    'managed_by_organization',
    'own_application_required',
    'wrong_code',
    'code_ended',
  ],
  handle: (usher, { caller, path, body, requestId }) =>
    addresses.verifyAddress(usher, { caller, id: path.address_id, code: body.code, requestId }),
})

export const removeAddress = operation({
  id: 'remove_my_address',
  tag: 'You',
  summary: 'Remove an address',
  description:
    'Invitations that wait there are no longer yours; memberships stay. The only address that you can sign in with stays as well.',
  scope: 'organizations:write',
  path: AddressId,
  success: Type.Null(),
  refusals: [
    'user_context_required',
    'managed_by_organization',
    'own_application_required',
    'vouched_by_issuer',
    'last_address',
  ],
  handle: ({ db }, { caller, path, requestId }) =>
    addresses.removeAddress(db, { caller, id: path.address_id, requestId }),
})

export const listOrganizations = operation({
  id: 'list_my_organizations',
  tag: 'You',
  summary: 'List your memberships',
  description: 'The organizations that you are a member of, with your roles and what they allow; longest first.',
  scope: 'organizations:read',
  query: Fields(PageQuery),
  success: Type.Array(MyOrganization),
  refusals: ['user_context_required'],
  handle: (usher, incoming) =>
    answerPage(usher, incoming, (page) => listMyOrganizations(usher.db, incoming.caller, page)),
})

export const listBlocks = operation({
  id: 'list_my_blocks',
  tag: 'You',
  summary: 'List the organizations that you blocked',
  description:
    'You get no mail about their invitations, and do not see them in your list. You block one as you decline.',
  scope: 'organizations:read',
  query: Fields(PageQuery),
  success: Type.Array(Block),
  refusals: ['user_context_required'],
  handle: (usher, incoming) => answerPage(usher, incoming, (page) => readBlocks(usher.db, incoming.caller, page)),
})

export const removeBlock = operation({
  id: 'remove_my_block',
  tag: 'You',
  summary: 'Take a block back',
  description:
    'What the organization sent meanwhile, and is still pending, is in your list from then on. An organization that is not blocked is answered the same.',
  scope: 'organizations:write',
  path: BlockedOrganization,
  success: Type.Null(),
  refusals: ['user_context_required'],
  handle: ({ db }, { caller, path, requestId }) =>
    unblock(db, { caller, organizationId: path.organization_id, requestId }),
})

type Asking = Pick<Incoming<never, never, never>, 'header' | 'network'>

function askedFrom({ config }: Usher, { header, network }: Asking): AskedFrom {
  return { network: network(), signInId: signInOf(config, header('cookie')) }
}
