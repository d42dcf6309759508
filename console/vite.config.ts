import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const service = 'http://127.0.0.1:4000'

/** Two entries: the console with its router, and the light page of one invitation, which a mail's link opens. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  // `npx vite console`: pages from here, everything else from a service that runs beside it, which takes what these pages
  // write for its own.
  server: {
    host: '127.0.0.1',
    port: 4001,
    strictPort: true,
    proxy: { '^/(?!console/(?!mail-frame$))': { target: service, headers: { origin: service } } },
  },
  build: {
    target: 'baseline-widely-available',
    // Everything is a file with a hash in its name: the content security policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/join.html`],
    },
  },
})
