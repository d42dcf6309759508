import { Button } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import classes from './page.module.css'

/** As wide as the card, and as high as its words need: names of organizations may be long. */
const looks = {
  size: 'md',
  fullWidth: true,
  classNames: { root: classes['button'] ?? '', label: classes['label'] ?? '' },
}

interface Props extends Pick<ButtonProps, 'children' | 'variant' | 'loading' | 'disabled'> {
  type?: 'submit'
  onClick?: () => unknown
  /** What it may need is fetched when somebody is about to press it. */
  onApproach?: () => unknown
}

export function BigButton({ onApproach, ...props }: Props) {
  return <Button {...looks} {...props} {...(onApproach && { onFocus: onApproach, onPointerEnter: onApproach })} />
}

export function BigLink(props: Pick<ButtonProps, 'children' | 'variant'> & { href: string }) {
  return <Button component="a" {...looks} {...props} />
}
