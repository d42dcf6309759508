import { Button, Tooltip } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { inContent } from './portal.ts'

interface Props extends ButtonProps, Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof ButtonProps> {
  /** Why it cannot be pressed now; undefined where it can. */
  reason: string | undefined
  ref?: Ref<HTMLButtonElement>
}

/** A button that stays there when it cannot be pressed, can be reached, and says why. */
export function ReasonedButton({ reason, onClick, ...props }: Props) {
  const off = reason !== undefined
  return (
    <Tooltip
      label={reason}
      disabled={!off}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={280}
      portalProps={inContent}
    >
      <Button
        {...props}
        {...(off && { 'aria-disabled': true, 'data-disabled': true })}
        onClick={off ? (event) => event.preventDefault() : onClick}
      />
    </Tooltip>
  )
}
