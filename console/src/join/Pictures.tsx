import { Avatar } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface Props {
  organization: string | undefined
  logo_url: string | null | undefined
  children?: ReactNode
}

/** The organization's logo, or its letters, with something smaller in the corner. */
export function Logo({ organization, logo_url, children }: Props) {
  return (
    <div className={classes['pictures']} aria-hidden>
      <Picture url={logo_url} name={organization} size={72} radius="lg" />
      {children && <div className={classes['corner']}>{children}</div>}
    </div>
  )
}

/** A logo or portrait from anywhere: its host learns nothing of the page, and letters stand in where it is away. */
export function Picture({
  url,
  name,
  size,
  radius,
}: {
  url: string | null | undefined
  name: string | undefined
  size: number
  radius: string
}) {
  return (
    <Avatar
      src={url ?? null}
      {...(name && { name })}
      alt=""
      size={size}
      radius={radius}
      color="indigo"
      imageProps={{ referrerPolicy: 'no-referrer' }}
    />
  )
}
