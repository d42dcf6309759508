import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { fieldProblem } from '../problems/problem.ts'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import { useChange, useMe } from './account.ts'
import { AddressRow } from './AddressRow.tsx'
import { Section } from './Section.tsx'

/** The addresses that invitations find one by. */
export function Addresses() {
  const { t } = useMessages()
  const me = useMe()
  /** The address that a code was mailed to a moment ago, when it was added. */
  const [added, setAdded] = useState<string>()
  return (
    <Section title={t('addresses.title')} text={t('addresses.text')} reading={me}>
      <Stack component="ul" gap={0} m={0} p={0}>
        {me.data?.addresses.map((address) => (
          <AddressRow key={address.id} address={address} codeWasSent={address.id === added} />
        ))}
      </Stack>
      <AddAddress onAdded={setAdded} />
    </Section>
  )
}

function AddAddress({ onAdded }: { onAdded: (address_id: string) => void }) {
  const { t } = useMessages()
  const [email, setEmail] = useState('')
  const add = useChange((email: string) => usher.me.addAddress(email), {
    onSuccess: ({ id }) => {
      setEmail('')
      onAdded(id)
    },
  })
  const wrong = fieldProblem(add.error, '/email')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!add.isPending && email.trim() !== '') add.mutate(email.trim())
      }}
    >
      <Stack gap="sm">
        <Group align="end">
          <TextInput
            flex="1 1 16rem"
            type="email"
            label={t('addresses.new')}
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value)
              add.reset()
            }}
            maxLength={320}
            autoComplete="email"
            required
            withAsterisk={false}
            error={wrong && t('addresses.wrong')}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {t('addresses.add')}
          </Button>
        </Group>
        {add.error && !wrong && <ProblemNotice error={add.error} />}
      </Stack>
    </form>
  )
}
