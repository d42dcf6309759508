import { type Code, problems } from '../http/problems.ts'
import { type Html, html } from '../html.ts'
import { curlFor } from './curl.ts'
import type { Entry, Parameter, Schema, Schemas } from './document.ts'
import { codeBlock, jsonBlock, jsonLines, methodBadge, pathCode, prose, table, withCode } from './elements.ts'
import { exampleOf, examplesOf } from './example.ts'
import { aboutOf, type Field, fieldsOf, typeOf, withoutNull } from './schema.ts'

export function operationArticle(entry: Entry, serverUrl: string, schemas: Schemas): Html {
  const { id, method, path, summary, description } = entry
  return html`<article id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${summary} <a class="here" href="#${id}" aria-label="Link to ${summary}">#</a></h3>
<p class="place">${methodBadge(method)} ${pathCode(path)}</p>
${prose(description)}${needs(entry)}${codeBlock(curlFor(entry, serverUrl, schemas))}${parameterTable(entry.parameters, schemas)}${requestBody(entry, schemas)}${success(entry, schemas)}${refusals(entry)}</article>
`
}

function needs({ scope, parameters }: Entry): Html {
  const paged = parameters.some(({ name }) => name === 'cursor')
  const token =
    scope === undefined
      ? html`Needs no token.`
      : html`Needs a token with the scope <a href="#scope-${scope}"><code>${scope}</code></a>.`
  return html`<p class="faint">${token}${paged ? html` The list comes <a href="#pages">in pages</a>.` : ''}</p>\n`
}

function parameterTable(parameters: readonly Parameter[], schemas: Schemas): Html {
  if (parameters.length === 0) return html``
  const rows = parameters.map(({ name, in: where, required, description = '', schema = {} }) => [
    html`<code>${name}</code>`,
    html`${typeOf(schema, schemas)}`,
    html`${presence(required === true)}, in ${where}`,
    html`${withCode(aboutOf({ description, ...schema }, schemas))}`,
  ])
  return html`<h4>Parameters</h4>\n${table('Parameters', ['Name', 'Type', 'Required', 'Description'], rows)}`
}

function requestBody({ body, lines }: Entry, schemas: Schemas): Html {
  if (body === undefined) return html``
  const rows = fieldsOf(body.schema, schemas).map((field) => [
    fieldName(field),
    html`${field.type}`,
    presence(field.required),
    html`${withCode(field.description)}`,
  ])
  const about = body.required ? '' : html` <span class="faint">may be left away</span>`
  return html`<h4>Body${lines ? html` <span class="faint">lines of ${typeOf(body.schema, schemas)}</span>` : about}</h4>
${table(lines ? 'Fields of a line' : 'Fields of the body', ['Field', 'Type', 'Required', 'Description'], rows)}${body.examples.length > 0 && lines ? jsonLines(body.examples) : exampleBlock(body.schema, schemas, lines)}`
}

/** A line is shown as it is sent: each in one. */
function exampleBlock(schema: Schema, schemas: Schemas, lines: boolean): Html {
  return lines ? jsonLines(examplesOf(schema, schemas)) : jsonBlock(exampleOf(schema, schemas))
}

function success({ lines, success: { status, schema } }: Entry, schemas: Schemas): Html {
  if (schema === undefined) {
    return html`<h4>Answer <span class="status">${status}</span></h4>\n${status === '204' ? '' : codeBlock('null')}`
  }
  const { nullable, schema: value } = withoutNull(schema, schemas)
  // Where a schema is only part of a response, its description says no more than that it is one.
  const about =
    (value.anyOf === undefined && value.type !== 'object' && value.type !== 'array' && value.description) || ''
  return html`<h4>Answer <span class="status">${status}</span> <span class="faint">${lines ? 'lines of ' : ''}${typeOf(schema, schemas)}</span></h4>
${about === '' ? '' : html`<p>${withCode(about)}${nullable ? ' Or null.' : ''}</p>\n`}${exampleBlock(schema, schemas, lines)}${answerFields(schema, schemas)}`
}

function answerFields(schema: Schema, schemas: Schemas): Html {
  const fields = fieldsOf(schema, schemas)
  if (fields.length === 0) return html``
  const rows = fields.map((field) => [
    fieldName(field),
    html`${field.type}${field.required ? '' : ', may be absent'}`,
    html`${withCode(field.description)}`,
  ])
  return html`<details><summary>Fields of the answer (${fields.length})</summary>
${table('Fields of the answer', ['Field', 'Type', 'Description'], rows)}</details>\n`
}

function refusals({ refusals: refused }: Entry): Html {
  const rows = refused.flatMap(({ code, detail }) =>
    isCode(code)
      ? [
          [
            html`<a href="/docs/problems#${code}"><code>${code}</code></a>`,
            html`<span class="status">${problems[code][0]}</span>`,
            html`${withCode(detail)}`,
          ],
        ]
      : [],
  )
  return html`<details><summary>Refusals (${rows.length})</summary>
${table('Refusals', ['Code', 'Status', 'What to do'], rows)}</details>\n`
}

function isCode(code: string): code is Code {
  return Object.hasOwn(problems, code)
}

function fieldName({ parent, name }: Field): Html {
  return html`<code><span class="faint">${parent}</span>${name}</code>`
}

function presence(required: boolean): Html {
  return required ? html`<strong>required</strong>` : html`optional`
}
