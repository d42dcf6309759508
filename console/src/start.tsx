import { DirectionProvider, MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from './layout/ErrorBoundary.tsx'
import { translator } from './messages/catalogue.ts'
import { catalogueOf, directionOf, languageOf, localeOf } from './messages/languages.ts'
import { MessagesProvider } from './messages/messages.tsx'
import { theme } from './theme.ts'

/** Shows a page: what both entries have in common. */
export async function start(page: ReactNode) {
  paintInTheRightScheme()
  allowStyles()
  reloadWhenOutdated()
  const wanted = navigator.languages
  const language = languageOf(wanted)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  const locale = localeOf(language, wanted)
  const messages = { t: translator(locale, await catalogueOf(language)), locale }

  const root = document.querySelector('#root')
  if (!root) throw new Error('The page has no #root.')
  createRoot(root).render(
    <StrictMode>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          withCssVariables={false}
          withGlobalClasses={false}
          deduplicateInlineStyles
          getStyleNonce={styleNonce}
        >
          <MessagesProvider messages={messages}>
            <ErrorBoundary>{page}</ErrorBoundary>
          </MessagesProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  )
}

/** Before the first paint, without an inline script: nothing is shown until this has run. */
function paintInTheRightScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset['mantineColorScheme'] = dark ? 'dark' : 'light'
}

/** The nonce that the server put into the page and into its content security policy. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''
}

/** Dialogs write a style sheet that holds the page still behind them. */
function allowStyles() {
  setNonce(styleNonce())
}

/** A page that was opened before an upgrade asks for parts that are no longer there. */
function reloadWhenOutdated() {
  addEventListener('vite:preloadError', () => location.reload())
}
