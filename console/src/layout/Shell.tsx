import { Burger, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/messages.tsx'
import { useSession } from '../session.ts'
import { AccountMenu } from './AccountMenu.tsx'
import mark from './mark.svg'
import { Navigation } from './Navigation.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import classes from './Shell.module.css'

/** What is around every page: the mark, where one can go, who one is. */
export function Shell() {
  const { t } = useMessages()
  const { data: session } = useSession()
  const [menuOpen, menu] = useDisclosure(false)
  const main = useRef<HTMLElement>(null)
  const burger = useRef<HTMLButtonElement>(null)
  useFocusOnNavigation(main, menu.close)

  return (
    <div className={classes['shell']} data-signed-in={session?.user ? true : undefined}>
      <a className={classes['skip']} href="#content">
        {t('app.skip')}
      </a>
      <header className={classes['header']}>
        {session?.user && (
          <Burger
            className={classes['burger']}
            ref={burger}
            size="sm"
            opened={menuOpen}
            onClick={menu.toggle}
            aria-label={t('app.open_menu')}
          />
        )}
        <Link to="/" className={classes['mark']}>
          <img src={mark} alt="" width={28} height={28} />
          {t('app.name')}
        </Link>
        <div className={classes['rest']}>{session?.user && <AccountMenu user={session.user} />}</div>
      </header>
      {session?.user && (
        <>
          <aside className={classes['side']}>
            <Navigation session={session} />
          </aside>
          <Drawer
            opened={menuOpen}
            // A link in it leads the focus to its page; only who closes it goes on from where it was opened.
            returnFocus={false}
            onClose={() => {
              menu.close()
              burger.current?.focus()
            }}
            title={t('app.name')}
            size={280}
            closeButtonProps={{ 'aria-label': t('app.close') }}
          >
            <Navigation session={session} />
          </Drawer>
        </>
      )}
      <main className={classes['main']} id="content" ref={main} tabIndex={-1}>
        <OfflineNotice />
        <Outlet />
      </main>
    </div>
  )
}

/** After a link was followed, the keyboard and the screen reader go on with the new page, and the menu is gone. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>, closeMenu: () => void) {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        closeMenu()
        main.current?.focus({ preventScroll: true })
      }),
    [router, main, closeMenu],
  )
}
