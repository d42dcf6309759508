import { Button, Menu, NavLink } from '@mantine/core'
import type { ButtonProps, MenuItemProps, NavLinkProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

/** Mantine's components as links to pages of the console: `to` and `params` are checked against the routes. */

type Attributes<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> }

export const NavItem = createLink((props: Attributes<NavLinkProps>) => <NavLink component="a" {...props} />)

export const ButtonLink = createLink((props: Attributes<ButtonProps>) => <Button component="a" {...props} />)

export const MenuLink = createLink((props: Attributes<MenuItemProps>) => <Menu.Item component="a" {...props} />)
