import { html } from '../html.ts'

/** The one stylesheet of the reference. Every pair of colours has a contrast of at least 4.5 to 1. */
export const style = html`
:root {
  color-scheme: light dark;
  --page: #fff; --soft: #f5f6f8; --text: #1d2129; --faint: #5b6270; --line: #e1e4e9; --link: #1a56c4;
  --get: #1a56c4; --post: #137333; --delete: #b3261e; --mark: #fff6d6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171b; --soft: #1e2126; --text: #e6e8eb; --faint: #a3a9b4; --line: #31353d; --link: #8ab4f8;
    --get: #8ab4f8; --post: #81c995; --delete: #f6a49e; --mark: #38321c;
  }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1.5rem }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, sans-serif; overflow-wrap: break-word }
a { color: var(--link); text-underline-offset: .15em }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
code, pre, .method, .status { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em }
code { overflow-wrap: anywhere }
pre { margin: .75rem 0; padding: .75rem 1rem; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; line-height: 1.5; white-space: pre-wrap }
pre code { font-size: 1em }
var { font-style: normal; color: var(--faint) }
.faint { color: var(--faint); font-weight: 400 }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--page); border: 1px solid var(--line); border-radius: 6px; z-index: 1 }
.skip:focus { top: 1rem }

nav { padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); font-size: .9rem }
nav h2 { margin: 1.25rem 0 .25rem; padding: 0; border: 0; font-size: .8rem; color: var(--faint); font-weight: 600 }
nav ul { margin: 0; padding: 0; list-style: none }
nav a { display: flex; gap: .5rem; align-items: baseline; padding: .2rem 0; color: var(--text); text-decoration: none; line-height: 1.4 }
nav a:hover { color: var(--link); text-decoration: underline }
nav .method { flex: none; width: 4.4em; font-size: .7rem }
nav .brand { display: inline-block; font-weight: 650; font-size: 1.05rem }
main { max-width: 54rem; padding: 1.5rem 1.25rem 4rem }

h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance }
h1 { margin: 0 0 .5rem; font-size: 2rem; letter-spacing: -.01em }
h2 { margin: 3rem 0 .5rem; font-size: 1.4rem }
h3 { margin: 0 0 .25rem; font-size: 1.15rem }
h4 { margin: 1.5rem 0 .25rem; font-size: .95rem }
p { margin: .5rem 0; max-width: 44rem }
.version { font-size: 1rem; font-weight: 400; color: var(--faint); letter-spacing: 0 }
.lead { font-size: 1.1rem }
.group > h2 { margin-top: 4rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line) }
article { padding: 1.75rem 0 2rem; border-bottom: 1px solid var(--line) }
article:last-child { border-bottom: 0 }
article:target h3, .problem:target h2, code:target { background: var(--mark) }
.here { color: var(--faint); font-weight: 400; text-decoration: none }
.here:hover { text-decoration: underline }
.place { margin: .25rem 0 .75rem }
.method { font-weight: 700; color: var(--get) }
.method.post, .method.put, .method.patch { color: var(--post) }
.method.delete { color: var(--delete) }
.path { font-size: .95em }
.status { padding: .05rem .4rem; border: 1px solid var(--line); border-radius: 5px; font-weight: 400 }
.problem h2 { margin-top: 2.25rem; font-size: 1.1rem }
.problem dl { margin: .5rem 0; max-width: 44rem }
.problem dt { color: var(--faint); font-size: .9rem }
.problem dd { margin: 0 0 .4rem }
blockquote { margin: .5rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line) }

table { width: 100%; margin: .5rem 0; border-collapse: collapse; font-size: .9rem }
caption, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400 }
thead th { color: var(--faint); font-size: .8rem }
tbody th { width: 28% }
td:nth-child(3):not(:last-child) { white-space: nowrap }
tr:last-child > * { border-bottom: 0 }
td:last-child { width: 42% }
strong { font-weight: 600 }
details { margin: .5rem 0 }
summary { width: fit-content; padding: .2rem 0; color: var(--link); font-size: .95rem; cursor: pointer }

@media (max-width: 40rem) {
  h1 { font-size: 1.6rem }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody { display: block }
  tr { display: flex; flex-wrap: wrap; gap: 0 .6rem; padding: .5rem 0; border-bottom: 1px solid var(--line) }
  tr:last-child { border-bottom: 0 }
  tbody th, td, td:last-child { width: auto; padding: 0; border: 0 }
  td { color: var(--faint) }
  td:last-child { flex-basis: 100%; color: var(--text) }
}
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 19rem minmax(0, 1fr) }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border: 0; border-right: 1px solid var(--line) }
  main { padding: 2.5rem 3rem 6rem }
  /* Closed on narrow screens, always open on wide ones, where browsers allow it. */
  @supports selector(::details-content) {
    nav summary { display: none }
    nav details::details-content { content-visibility: visible }
  }
}
@media print {
  nav, .skip, .here { display: none }
  body { display: block; font-size: 10pt }
  main { max-width: none; padding: 0 }
  details::details-content { content-visibility: visible }
  h2, h3, h4, summary { break-after: avoid }
  pre, tr, .problem { break-inside: avoid }
}
`
