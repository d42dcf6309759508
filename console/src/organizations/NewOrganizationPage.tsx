import { Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { UsherError } from '@usher/client'
import { useState } from 'react'
import { usher } from '../api.ts'
import { ButtonLink } from '../layout/links.tsx'
import { useTitle } from '../layout/title.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useWrite } from '../write.ts'

/** As many characters as the service takes. */
const longestName = 100

/** Creates an organization, whose people are what is looked at next. */
export function NewOrganizationPage() {
  const { t } = useMessages()
  useTitle(t('organization.create'))
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const queryClient = useQueryClient()
  const create = useWrite(
    async () => {
      const made = await usher.organizations.create({ name: name.trim() })
      // What one may do there has to be known before it is shown.
      await queryClient.invalidateQueries({ queryKey: ['session'] })
      return made
    },
    {
      changes: [],
      onSuccess: ({ id }) =>
        void navigate({ to: '/organizations/$organizationId/people', params: { organizationId: id } }),
    },
  )
  const refused = create.error instanceof UsherError && create.error.code === 'validation_failed'
  return (
    <Card withBorder maw={520} padding="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <Title order={1} size="h2">
            {t('organization.create')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('organization.create_text')}
          </Text>
          <TextInput
            label={t('organization.name')}
            description={t('organization.name_hint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={refused && t('organization.name_refused')}
            required
            maxLength={longestName}
            autoComplete="organization"
            dir="auto"
          />
          {create.error && !refused && <ProblemNotice error={create.error} />}
          <Group justify="flex-end">
            <ButtonLink to="/" variant="default">
              {t('app.cancel')}
            </ButtonLink>
            <Button type="submit" loading={create.isPending}>
              {t('organization.create_submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
