import { type Html, html } from '../html.ts'
import { problems } from '../http/problems.ts'
import type { Document } from './document.ts'
import { codeBlock, jsonBlock, table, withCode } from './elements.ts'

/** What holds for every operation: tokens, scopes, errors, pages, asking again, versions. */
export function introduction({ info = {}, components = {} }: Document, serverUrl: string): Html {
  const flow = Object.values(components.securitySchemes ?? {})
    .map(({ flows }) => flows?.['clientCredentials'])
    .find((flow) => flow !== undefined)
  return html`<h1>${info.title ?? ''} API <span class="version">${info.version ?? ''}</span></h1>
<p class="lead">${info.description ?? ''} JSON over HTTP at <code>${serverUrl}</code>. Also as an <a href="/openapi.json">OpenAPI document</a>.</p>
${token(flow?.tokenUrl ?? `${serverUrl}/oauth/token`, serverUrl)}${scopeTable(flow?.scopes ?? {})}${errors(serverUrl)}${pages(serverUrl)}${once(serverUrl)}${versions(serverUrl)}`
}

function token(tokenUrl: string, serverUrl: string): Html {
  return html`<section aria-labelledby="token">
<h2 id="token">Getting a token</h2>
<p>Nearly every request carries an access token. A machine exchanges its client ID and secret for one:</p>
${codeBlock(`curl -u "$CLIENT_ID:$CLIENT_SECRET" \\\n  -d grant_type=client_credentials \\\n  ${tokenUrl}`)}<p>The answer names the token, the seconds that it lives and its scopes. Add <code>-d scope=invitations:read</code> to ask for fewer scopes. Keep the token in a variable, and every example below works as it is printed, once the IDs in it are set too:</p>
${codeBlock(
  `TOKEN=$(curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials \\\n  ${tokenUrl} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')\ncurl "${serverUrl}/invitations" \\\n  -H "Authorization: Bearer $TOKEN"`,
)}<p>People sign in at <code>${serverUrl}/oauth/authorize</code>, by authorization code with PKCE, with any client library of OAuth 2.0 or OpenID Connect; or they bring the token of an issuer that this service was told to trust. It is sent in the same way.</p>
</section>
`
}

function scopeTable(scopes: Readonly<Record<string, string>>): Html {
  const rows = Object.entries(scopes).map(([scope, meaning]) => [
    html`<code id="scope-${scope}">${scope}</code>`,
    html`${withCode(meaning)}`,
  ])
  return html`<section aria-labelledby="scopes">
<h2 id="scopes">Scopes</h2>
<p>A token allows what its scopes say. What its user may do in an organization depends on their roles there as well.</p>
${table('Scopes', ['Scope', 'What it allows'], rows)}</section>
`
}

function errors(serverUrl: string): Html {
  const example = {
    type: `${serverUrl}/docs/problems#not_pending`,
    title: 'Not pending',
    status: 409,
    detail: problems.not_pending[1],
    code: 'not_pending',
    state: 'accepted',
    request_id: '8f14e45f-ceea-467f-9a0e-2b1c6a7d3e55',
  }
  return html`<section aria-labelledby="errors">
<h2 id="errors">Errors</h2>
<p>Every refusal is a problem document (RFC 9457) of the type <code>application/problem+json</code>:</p>
${jsonBlock(example)}<p>Decide by <code>code</code>: it is stable, while the sentences may change. <code>type</code> is the address of its explanation among <a href="/docs/problems">all problems</a>. Name the <code>request_id</code> when you report one; every answer carries it as <code>X-Request-Id</code>.</p>
</section>
`
}

function pages(serverUrl: string): Html {
  return html`<section aria-labelledby="pages">
<h2 id="pages">Lists in pages</h2>
<p>A long list is an array of at most <code>limit</code> entries. While there is more, the header <code>Link</code> (RFC 8288) has the address of the next page; on the last page it is absent.</p>
${codeBlock(`Link: <${serverUrl}/organizations?limit=20&cursor=…>; rel="next"`)}<p>Follow it as it is. A cursor fits only its list and its caller, and cannot be made by hand.</p>
</section>
`
}

function once(serverUrl: string): Html {
  return html`<section aria-labelledby="once">
<h2 id="once">Done once</h2>
<p>Where an answer is lost, nobody knows what was done. Operations that create or send take a key of your making in the header <code>Idempotency-Key</code>: as long as you repeat a request with its key, it is done once.</p>
${codeBlock(
  `curl -X POST "${serverUrl}/organizations" \\\n  -H "Authorization: Bearer $TOKEN" \\\n  -H "Idempotency-Key: $(uuidgen)" \\\n  -H "Content-Type: application/json" -d '{"name":"Analytical Engines"}'`,
)}<p>The repetition is answered as the first was, with <code>Idempotent-Replayed: true</code>, for 24 hours. A key is 1 to 255 visible ASCII characters, and yours alone. What is refused was not done, and leaves its key unused.</p>
</section>
`
}

function versions(serverUrl: string): Html {
  return html`<section aria-labelledby="versions">
<h2 id="versions">Changes that meet</h2>
<p>One thing that is read alone has its version in the header <code>ETag</code>. Send that as <code>If-Match</code> with a change, and it is made only if nobody else made one since; otherwise it is 412, and you read again.</p>
${codeBlock(
  `curl -X DELETE "${serverUrl}/organizations/$ORGANIZATION_ID/invitations/$INVITATION_ID" \\\n  -H "Authorization: Bearer $TOKEN" \\\n  -H 'If-Match: "3"'`,
)}</section>
`
}
