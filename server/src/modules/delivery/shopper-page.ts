/** The preferences page as shoppers see it: the shop's look, no script, light and dark, readable on any phone. */
import { inkOn, type LetterLook } from '#/modules/content/index.ts'

import type { ShopperWords } from './shopper-words.ts'

export type ShopperPage = {
  language: 'tr' | 'en'
  words: ShopperWords
  look: LetterLook
  /** What to say, each a paragraph; the first is the main thing. */
  lines: readonly string[]
  /** The one thing to do; absent when there is nothing to do. */
  action?: { label: string; value: 'stop' | 'start'; primary: boolean }
}

export function shopperPage(page: ShopperPage): string {
  const { look, words } = page
  const [first = '', ...rest] = page.lines
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escape(`${words.title} · ${look.shopName}`)}</title>
<style>${style(look.color)}</style>
</head>
<body>
<main>
<p class="shop">${logo(look)}</p>
<h1>${escape(words.title)}</h1>
<p class="first">${escape(first)}</p>
${rest.map((line) => `<p>${escape(line)}</p>`).join('\n')}
${page.action ? form(page.action) : ''}
</main>
<footer>${escape([look.shopName, look.postalAddress].filter((part) => part !== '').join(' · '))}</footer>
</body>
</html>`
}

function form(action: NonNullable<ShopperPage['action']>): string {
  return `<form method="post"><button name="choice" value="${action.value}"${action.primary ? '' : ' class="quiet"'}>${escape(action.label)}</button></form>`
}

function logo(look: LetterLook): string {
  if (!/^https?:\/\//.test(look.logoUrl)) return escape(look.shopName)
  return `<img src="${escape(look.logoUrl)}" alt="${escape(look.shopName)}" height="32">`
}

function style(color: string): string {
  return `
:root { --paper: #f4f6f6; --sheet: #fff; --ink: #1c2526; --soft: #566667; --line: #dfe5e5 }
@media (prefers-color-scheme: dark) { :root { --paper: #101617; --sheet: #182021; --ink: #e6ecec; --soft: #9fb0b1; --line: #2b3738 } }
* { box-sizing: border-box }
body { margin: 0; padding: 24px 16px; background: var(--paper); color: var(--ink); font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
main { max-width: 520px; margin: 6vh auto 0; padding: 28px 24px; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px }
.shop { margin: 0 0 20px; font-weight: 600 }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.3; font-weight: 600 }
p { margin: 0 0 12px; color: var(--soft); overflow-wrap: anywhere }
.shop, .first { color: var(--ink) }
form { margin: 20px 0 0 }
button { width: 100%; min-height: 48px; padding: 12px 20px; border: 1px solid transparent; border-radius: 8px; background: ${color}; color: ${inkOn(color)}; font: inherit; font-weight: 600; cursor: pointer }
button.quiet { background: transparent; border-color: var(--line); color: var(--ink) }
button:focus-visible { outline: 3px solid ${color}; outline-offset: 2px }
footer { max-width: 520px; margin: 16px auto; color: var(--soft); font-size: 13px; text-align: center }`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
