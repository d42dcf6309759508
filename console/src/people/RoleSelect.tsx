import { Select, Text } from '@mantine/core'
import type { Role } from '@usher/client'
import type { Translate } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages.tsx'

interface Props {
  /** Those that may be given. */
  roles: readonly Role[]
  value: string | undefined
  onChange: (id: string) => void
}

/** A choice among roles, each with what it means. */
export function RoleSelect({ roles, value, onChange }: Props) {
  const { t } = useMessages()
  const byId = new Map(roles.map((role) => [role.id, role]))
  const chosen = value === undefined ? undefined : byId.get(value)
  return (
    <Select
      label={t('invite.role')}
      description={chosen && descriptionOf(chosen, t)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={roles.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(id) => id !== null && onChange(id)}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      renderOption={({ option }) => {
        const role = byId.get(option.value)
        return (
          <div>
            <Text size="sm" fw={500}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed">
              {role && descriptionOf(role, t)}
            </Text>
          </div>
        )
      }}
    />
  )
}

/** The roles that every organization has come without words of their own. */
const systemManaged = { Owner: 'role.owner', Admin: 'role.admin', Member: 'role.member' } as const

function descriptionOf({ name, description, system_managed }: Role, t: Translate): string | null {
  if (!system_managed || !Object.hasOwn(systemManaged, name)) return description
  return t(systemManaged[name as keyof typeof systemManaged])
}
