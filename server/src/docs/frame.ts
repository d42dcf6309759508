import { type Html, html } from '../html.ts'
import { style } from './style.ts'

/** A whole page: navigation beside the text. It needs no script and nothing from elsewhere. */
export function framed({ title, navigation, main }: { title: string; navigation: Html; main: Html }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<nav aria-label="Contents">
${navigation}</nav>
<main id="main" tabindex="-1">
${main}</main>
</body>
</html>
`.toString()
}

/** The name of the whole above contents that are folded up where there is little room. */
export function contents(brand: Html, groups: readonly { heading: string; links: readonly Html[] }[]): Html {
  const list = ({ heading, links }: { heading: string; links: readonly Html[] }) =>
    html`<h2>${heading}</h2>\n<ul>\n${links.map((link) => html`<li>${link}</li>\n`)}</ul>\n`
  return html`${brand}
<details><summary>Contents</summary>
${groups.map(list)}</details>
`
}
