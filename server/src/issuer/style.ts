import { html } from '../html.ts'
import { common_style } from '../look.ts'

/** The one style sheet of the login server's pages. Written for both directions of writing: it names no left and no right. */
export const style = html`${common_style}
body { display: grid; align-content: start; justify-items: center; min-block-size: 100vh; padding: clamp(1rem, 12vh, 7rem) 1rem 2rem }
main { inline-size: min(100%, 25rem); padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px -12px rgb(0 0 0 / .12) }
header { display: grid; justify-items: center; gap: .25rem; margin-block-end: 1.5rem; text-align: center }
header .mark { margin-block-end: .75rem }
h1 { font-size: 1.375rem; font-weight: 650 }
main > * + *, form > * + * { margin-block-start: 1rem }
main > form + form { margin-block-start: .5rem }
form > .field + * { margin-block-start: 1rem }
form > button + button { margin-block-start: .5rem }
strong { font-weight: 600 }
small { display: block; margin-block-start: .375rem; color: var(--faint); font-size: .875rem }

label { display: block; margin-block-end: .375rem; font-size: .9375rem; font-weight: 600 }
input { display: block; inline-size: 100%; min-block-size: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: inherit; font: inherit }
input:focus-visible { border-color: var(--focus); outline-offset: 0; outline-width: 2px }
input[aria-invalid] { border-color: var(--wrong); border-width: 2px }
input.code { padding-inline: .35em 0; font: 600 1.5rem/1.25 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-variant-numeric: tabular-nums; letter-spacing: .35em; text-align: center }

button, .button { display: flex; align-items: center; justify-content: center; inline-size: 100%; min-block-size: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--edge); border-radius: 8px; background: none; color: var(--text); font: inherit; font-weight: 600; line-height: 1.3; text-align: center; text-decoration: none; cursor: pointer }
.button + .button { margin-block-start: .5rem }
button:hover, .button:hover { background: var(--soft) }
.main { border-color: var(--action); background: var(--action); color: var(--on-action) }
.main:hover { border-color: var(--action-hover); background: var(--action-hover) }
.quiet { border-color: transparent; color: var(--link) }
@media (prefers-reduced-motion: no-preference) { button, .button, input { transition: background-color .12s, border-color .12s } }

.or { display: flex; align-items: center; gap: .75rem; color: var(--faint); font-size: .875rem; text-align: center }
.or::before, .or::after { content: ''; flex: 1 0 1.5rem; border-block-start: 1px solid var(--line) }
.or ~ form { margin-block-start: 1rem }
.rule { padding-block-start: 1rem; border-block-start: 1px solid var(--line) }
.context { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--soft) }
.wrong { padding: .75rem 1rem; border: 1px solid currentcolor; border-inline-start-width: 4px; border-radius: 8px; background: var(--wrong-soft); color: var(--wrong); font-weight: 500 }
.grants { display: grid; gap: .625rem; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; list-style: none }
.grants li { display: flex; gap: .625rem }
.grants li::before { content: '✓'; content: '✓' / ''; color: var(--good); font-weight: 700 }
.fine { color: var(--faint); font-size: .875rem }

@media (max-width: 30rem) {
  body { padding: 0; background: var(--card) }
  main { padding: 2rem 1.25rem; border: 0; border-radius: 0; box-shadow: none }
}`
