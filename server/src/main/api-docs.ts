/** `/api/docs`: the API description as one readable page without scripts, so that it works offline and under the strictest policy. */
import { createHash } from 'node:crypto'

import { type JsonSchema, sampleOf, typeText } from './api-docs-words.ts'
import { type Document, methods, type Operation } from './openapi.ts'

type Entry = { method: string; path: string; operation: Operation }

export function renderDocs(document: Document): string {
  const entries = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method): Entry[] => {
      const operation = item?.[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
  const tags = document.tags?.map((tag) => tag.name) ?? []
  const server = document.servers?.[0]?.url ?? '/api'
  const sections = tags.map((tag) => {
    const own = entries.filter((entry) => entry.operation.tags?.includes(tag))
    return `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${own.map((entry) => article(entry, server)).join('')}</section>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Vefa API</title><style>${style}</style></head><body><nav aria-label="Parts"><a href="#top"><strong>Vefa API</strong></a>${tags
    .map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`)
    .join(
      '',
    )}</nav><main id="top"><h1>Vefa API ${escape(document.info.version)}</h1>${intro(server)}${sections.join('')}</main></body></html>`
}

function intro(server: string): string {
  return `<p>Every address stands below <code>${escape(server)}</code>. Send <code>Authorization: Bearer KEY</code> with a key of scope <code>api</code>
(Settings, Keys; or <code>npx vefa key add --name N --scope api</code>), or use a signed-in session. The same in machine form:
<a href="/api/openapi.json">openapi.json</a>.</p>
<p>A refusal answers with <code>{ code, message, params, reference }</code>: <code>code</code> stays the same over versions,
<code>reference</code> finds the request in the log. 429 says in <code>Retry-After</code> how many seconds to wait.</p>`
}

function article({ method, path, operation }: Entry, server: string): string {
  const access = operation['x-access'] ?? 'nobody'
  const body = bodyOf(operation)
  const answer = answerOf(operation)
  return `<article id="${escape(operation.operationId ?? path)}"><h3><span class="method ${method.toLowerCase()}">${method}</span> <code>${escape(path)}</code></h3>
<p>${escape(operation.summary ?? '')}</p><p class="access">${escape(accessText(access))}</p>${parameters(operation)}${
    body ? block('Body', typeText(body)) : ''
  }${answer ? block('Answer', typeText(answer)) : ''}${block('Try it', curl({ method, path, operation }, server))}</article>`
}

function accessText(access: string): string {
  if (access === 'public') return 'Open to everybody.'
  if (access === 'session') return 'For signed-in people.'
  if (access.startsWith('person:'))
    return `For signed-in people with the right ${access.slice('person:'.length)}.`
  return `Needs the right ${access}.`
}

function parameters(operation: Operation): string {
  const rows = (operation.parameters ?? []).flatMap((parameter) => {
    if ('$ref' in parameter) return []
    const type = typeText(parameter.schema ?? {})
    const need = parameter.required ? 'required' : 'optional'
    return `<tr><td><code>${escape(parameter.name)}</code></td><td>${escape(parameter.in)}, ${need}</td><td>${escape(type)}</td></tr>`
  })
  return rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`
}

function bodyOf(operation: Operation): JsonSchema | undefined {
  const body = operation.requestBody
  return body && 'content' in body ? body.content?.['application/json']?.schema : undefined
}

function answerOf(operation: Operation): JsonSchema | undefined {
  const answer = operation.responses?.['200']
  if (!answer || !('content' in answer)) return undefined
  return answer.content?.['application/json']?.schema
}

function curl({ method, path, operation }: Entry, server: string): string {
  const body = bodyOf(operation)
  const samples = new Map(
    (operation.parameters ?? []).flatMap((parameter): [string, string][] =>
      '$ref' in parameter ? [] : [[parameter.name, String(sampleOf(parameter.schema ?? {}))]],
    ),
  )
  const address = `${server}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => samples.get(name) ?? '1')}`
  const parts = [`curl -X ${method} '${address}'`]
  if (operation['x-access'] !== 'public') parts.push(`-H 'Authorization: Bearer KEY'`)
  if (body) parts.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(sampleOf(body))}'`)
  return parts.join(' \\\n  ')
}

function block(title: string, text: string): string {
  return `<details${title === 'Body' ? ' open' : ''}><summary>${title}</summary><pre tabindex="0">${escape(text)}</pre></details>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const style = `:root{color-scheme:light dark;--ink:light-dark(#1f1d1a,#eceae6);--soft:light-dark(#6b665e,#a8a39a);--line:light-dark(#e2ded7,#3a3732);--back:light-dark(#fbfaf8,#1a1917);--tone:light-dark(#f3f1ed,#24221f);--accent:light-dark(#00696f,#4fc3c9)}
*{box-sizing:border-box}body{margin:0;display:flex;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back)}
nav{position:sticky;top:0;height:100vh;overflow:auto;flex:0 0 216px;padding:16px;border-right:1px solid var(--line)}nav a{display:block;padding:4px 8px;color:inherit;text-decoration:none;border-radius:6px}nav a:hover{background:var(--tone)}
main{flex:1;min-width:0;max-width:860px;padding:20px 24px 80px}h1{font-size:24px}h2{font-size:20px;margin:40px 0 8px}h3{font-size:14px;margin:0 0 4px;overflow-wrap:anywhere}
article{border-top:1px solid var(--line);padding:16px 0}p{margin:4px 0}a{color:var(--accent)}.access{color:var(--soft)}code,pre{font:13px/1.5 ui-monospace,monospace}
.method{display:inline-block;min-width:58px;font:600 12px/1.5 ui-monospace,monospace;color:var(--accent)}pre{background:var(--tone);border-radius:8px;padding:12px;overflow:auto;margin:4px 0 8px}
summary{cursor:pointer;color:var(--soft);padding:2px 0}table{border-collapse:collapse;margin:8px 0}td{border-top:1px solid var(--line);padding:4px 16px 4px 0;vertical-align:top}
@media(max-width:720px){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav a{display:inline-block}main{padding:16px}}`

/** What the page may do: show itself. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
