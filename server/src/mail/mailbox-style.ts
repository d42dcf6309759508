import { html } from '../html.ts'
import { common_style } from '../look.ts'

/** The one style sheet of the mailbox: the list beside the mail that is open, or one of the two where there is no room for both. */
export const mailbox_style = html`${common_style}
body { display: flex; flex-direction: column; min-block-size: 100vh }
main { flex: 1; display: grid; grid-template-columns: 22rem minmax(0, 1fr) }
.bar { display: flex; align-items: center; flex-wrap: wrap; gap: .25rem .75rem; padding: .75rem 1.25rem; background: var(--card); border-block-end: 1px solid var(--line) }
.bar .mark { inline-size: 1.75rem; block-size: 1.75rem }
.bar h1 { font-size: 1.125rem }
.bar p { font-size: .875rem }
.bar a { margin-inline-start: auto }
nav { border-inline-end: 1px solid var(--line) }
nav ul { margin: 0; padding: 0; list-style: none }
nav li { border-block-end: 1px solid var(--line) }
nav p { padding: .75rem 1.25rem; font-size: .875rem; border-block-end: 1px solid var(--line) }
nav li a { display: block; padding: .75rem 1.25rem; color: inherit; text-decoration: none; border-inline-start: 3px solid transparent }
nav li a:hover { background: var(--soft) }
nav li a[aria-current] { background: var(--card); border-inline-start-color: var(--action) }
nav :focus-visible { outline-offset: -2px }
nav span { display: flex; justify-content: space-between; gap: .75rem; font-size: .875rem }
nav span bdi, nav b { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
nav time { flex: none }
nav b { display: block; font-weight: 600 }
article { display: flex; flex-direction: column; gap: 1rem; padding: 1.25rem; background: var(--card) }
h2 { font-size: 1.375rem }
article p { max-inline-size: 44rem }
.facts { margin-block-start: .25rem; font-size: .9375rem }
.button { display: inline-block; padding: .5rem 1rem; border: 1px solid var(--edge); border-radius: 8px; color: var(--text); font-weight: 600; text-decoration: none }
.button:hover { background: var(--soft) }
.main { border-color: var(--action); background: var(--action); color: var(--on-action) }
.main:hover { border-color: var(--action-hover); background: var(--action-hover) }
iframe { flex: 1; inline-size: 100%; min-block-size: 36rem; border: 1px solid var(--line); border-radius: 8px; background: var(--page) }
summary { inline-size: fit-content; padding: .25rem 0; color: var(--link); cursor: pointer }
.text { padding: 1rem; background: var(--soft); border-radius: 8px; white-space: pre-wrap }
.back { display: none }
@media (max-width: 56rem) {
  main { grid-template-columns: minmax(0, 1fr) }
  nav { border: 0 }
  .listed article, .opened nav { display: none }
  nav li a[aria-current] { background: none; border-inline-start-color: transparent }
  .bar p { order: 1; flex-basis: 100% }
  .back { display: block }
}`
