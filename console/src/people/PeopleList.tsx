import { Button, Center, CloseButton, Loader, Stack, Tabs, Text, TextInput } from '@mantine/core'
import type { Organization } from '@usher/client'
import { useMemo } from 'react'
import { ConfirmDialog } from '../layout/ConfirmDialog.tsx'
import { SearchIcon } from '../layout/icons.tsx'
import { useMessages } from '../messages/messages.tsx'
import { useNow } from '../messages/now.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useSession } from '../session.ts'
import { whyMayNot } from './actions.ts'
import { Notices } from './Notices.tsx'
import { useMembers, usePendingInvitations, useRoles } from './organization.ts'
import { PeopleTable } from './PeopleTable.tsx'
import { PeopleTabs } from './PeopleTabs.tsx'
import { useRowActions } from './row-actions.tsx'
import { RowMenu } from './RowMenu.tsx'
import { matching, nameOf, rowsOf } from './rows.ts'
import type { Tab } from './rows.ts'
import { usePeopleSearch } from './use-search.ts'

interface Props {
  organization: Organization
  held: readonly string[]
}

export function PeopleList({ organization, held }: Props) {
  const { t } = useMessages()
  const search = usePeopleSearch()
  const now = useNow()
  const { data: session } = useSession()
  const members = useMembers(organization.id)
  const mayNotSee = whyMayNot('see_invitations', held)
  const invitations = usePendingInvitations(organization.id, mayNotSee === undefined)
  const roles = useRoles(organization.id)
  const roleNames = useMemo(() => new Map(roles.data?.map(({ id, name }) => [id, name])), [roles.data])

  // ?tab=pending in the address of somebody who may not see them.
  const tab: Tab = search.tab === 'pending' && mayNotSee ? 'members' : search.tab
  const loadedMembers = members.data?.pages.flatMap(({ items }) => items) ?? []
  const loadedInvitations = invitations.data?.pages.flatMap(({ items }) => items) ?? []
  const rows = rowsOf(tab, loadedMembers, loadedInvitations)
  const found = matching(rows, search.query, roleNames)

  const known = {
    held,
    own_id: session?.user?.id,
    roles: roles.data ?? [],
    members: loadedMembers,
    complete: members.data !== undefined && !members.hasNextPage,
  }
  const { actionsOf, removal, notices, revocations } = useRowActions(organization, known, now)
  const view = { now, ownId: known.own_id, roleNames, revoking: revocations.ids }

  const lists = tab === 'all' ? [invitations, members] : [tab === 'members' ? members : invitations]
  const shown = mayNotSee ? [members] : lists
  const loading = shown.some(({ isLoading }) => isLoading)
  const problem = shown.find(({ error }) => error)?.error
  const more = shown.filter(({ hasNextPage }) => hasNextPage)
  return (
    <Tabs
      value={tab}
      onChange={(next) => next !== tab && !(next === 'pending' && mayNotSee) && search.show(next as Tab)}
    >
      <PeopleTabs
        mayNotSee={mayNotSee}
        counts={{
          all: undefined,
          members: String(organization.member_count),
          pending: invitations.data && `${loadedInvitations.length}${invitations.hasNextPage ? '+' : ''}`,
        }}
      />
      <Tabs.Panel value={tab}>
        <Stack>
          <TextInput
            type="search"
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            value={search.query}
            onChange={(event) => search.find(event.currentTarget.value)}
            leftSection={<SearchIcon />}
            rightSection={
              search.query !== '' && (
                <CloseButton aria-label={t('people.search_clear')} onClick={() => search.find('')} />
              )
            }
            maw={420}
          />
          {problem && <ProblemNotice error={problem} onRetry={() => shown.forEach((list) => void list.refetch())} />}
          {loading ? (
            <Center mih={160}>
              <Loader aria-label={t('app.loading')} />
            </Center>
          ) : (
            found.length > 0 && (
              <PeopleTable
                tab={tab}
                rows={found}
                view={view}
                menuOf={(row) => (
                  <RowMenu rowKey={row.key} name={nameOf(row) ?? t('people.nameless')} actions={actionsOf(row)} />
                )}
              />
            )
          )}
          <div role="status">
            {!loading && rows.length > 0 && found.length === 0 && (
              <Text c="dimmed">{t('people.none_found', { query: search.query.trim() })}</Text>
            )}
            {!loading && tab === 'pending' && invitations.data && rows.length === 0 && (
              <Text c="dimmed">{t('people.none_pending')}</Text>
            )}
            {search.query.trim() !== '' && more.length > 0 && (
              <Text size="sm" c="dimmed">
                {t('people.search_part')}
              </Text>
            )}
          </div>
          {more.length > 0 && (
            <Center>
              <Button
                variant="default"
                loading={more.some(({ isFetchingNextPage }) => isFetchingNextPage)}
                onClick={() => more.forEach((list) => void list.fetchNextPage())}
              >
                {t('people.more')}
              </Button>
            </Center>
          )}
        </Stack>
      </Tabs.Panel>
      <ConfirmDialog {...removal} />
      <Notices {...notices} revocations={revocations.waiting} onUndo={revocations.undo} />
    </Tabs>
  )
}
