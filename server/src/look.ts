import { html } from './html.ts'

// The console's colours, which are Mantine's; a step darker, or lighter on dark ground, wherever those have less contrast
// than WCAG 2.2 AA asks for: 4.5 to 1 for text, 3 to 1 for the edges of controls.

/** What the pages of this service have in common with each other and with the console: colours, type, what has the focus. */
export const common_style = html`:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --soft: #f1f3f5; --text: #212529; --faint: #495057; --line: #dee2e6; --edge: #868e96;
  --action: #4263eb; --action-hover: #3b5bdb; --on-action: #fff; --link: #364fc7; --focus: #4263eb;
  --wrong: #b02525; --wrong-soft: #fff5f5; --good: #2b8a3e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1f1f1f; --card: #2a2a2a; --soft: #353535; --text: #e9ecef; --faint: #b3b3b3; --line: #424242; --edge: #868686;
    --action: #3b5bdb; --action-hover: #364fc7; --on-action: #fff; --link: #91a7ff; --focus: #91a7ff;
    --wrong: #ffa8a8; --wrong-soft: #3b2626; --good: #8ce99a;
  }
}
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; overflow-wrap: anywhere }
h1, h2 { margin: 0; line-height: 1.3; text-wrap: balance }
p { margin: 0; text-wrap: pretty }
a { color: var(--link); text-underline-offset: .2em }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
.mark { display: block; inline-size: 2.5rem; block-size: 2.5rem }
.mark rect { fill: var(--action) }
.mark path { fill: none; stroke: #fff; stroke-width: 3; stroke-linecap: round }
.mark circle { fill: #fff }
.faint { color: var(--faint) }
`

/** The mark of this service: a seat, and somebody who has been shown to it. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8"/><path d="M9.5 11v5.5a6.5 6.5 0 0 0 13 0V11"/><circle cx="16" cy="12" r="2.75"/></svg>`
