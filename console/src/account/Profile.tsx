import { Avatar, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Me, MeChange } from '@usher/client'
import { useState } from 'react'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { fieldProblem } from '../problems/problem.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange, useMe } from './account.ts'
import { Section } from './Section.tsx'

export function Profile() {
  const { t } = useMessages()
  const me = useMe()
  const change = useChange((change: MeChange) => usher.me.change(change))
  return (
    <Section title={t('profile.title')} text={t('profile.text')} reading={me}>
      {me.data && (
        <ProfileForm
          me={me.data}
          onSave={change.mutate}
          loading={change.isPending}
          submitError={change.error}
          saved={change.isSuccess}
          onEdit={change.reset}
        />
      )}
    </Section>
  )
}

interface Props {
  me: Me
  onSave: (change: MeChange) => void
  loading: boolean
  submitError: Error | null
  saved: boolean
  onEdit: () => void
}

const longestName = 200

function ProfileForm({ me, onSave, loading, submitError, saved, onEdit }: Props) {
  const { t } = useMessages()
  const [name, setName] = useState(me.name ?? '')
  const [picture, setPicture] = useState(me.avatar_url ?? '')
  const wrongPicture = picture !== '' && !isHttps(picture)
  const problemOf = (pointer: string) => fieldProblem(submitError, pointer)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrongPicture) onSave({ name: name.trim() || null, avatar_url: picture.trim() || null })
      }}
      onChange={onEdit}
    >
      <Stack>
        <Group wrap="nowrap" align="start">
          <Avatar
            src={wrongPicture ? null : picture}
            name={name}
            alt=""
            color="indigo"
            size={64}
            imageProps={{ referrerPolicy: 'no-referrer' }}
          />
          <Stack flex={1}>
            <TextInput
              label={t('profile.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={longestName}
              autoComplete="name"
              error={problemOf('/name')}
            />
            <TextInput
              label={t('profile.picture')}
              description={t('profile.picture_hint')}
              value={picture}
              onChange={(event) => setPicture(event.currentTarget.value)}
              inputMode="url"
              autoComplete="photo"
              error={wrongPicture ? t('profile.picture_wrong') : problemOf('/avatar_url')}
            />
          </Stack>
        </Group>
        {submitError && <ProblemNotice error={submitError} />}
        <Group justify="flex-end">
          <Text role="status" size="sm" c="dimmed">
            {saved && t('app.saved')}
          </Text>
          <Button type="submit" loading={loading}>
            {t('app.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function isHttps(text: string): boolean {
  return URL.parse(text.trim())?.protocol === 'https:'
}
