import { createTheme } from '@mantine/core'

/**
 * What Mantine has to know in JavaScript. Colors and fonts stand in `tokens.css`: the content security policy lets no
 * script write a style sheet, so Mantine's own variables come from its static one.
 */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Card: { defaultProps: { bg: 'var(--usher-surface)' } },
    // Their `<header>` would count as a second one of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
  },
})
