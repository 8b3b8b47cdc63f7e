/** Fills a compiled letter in for one person. */
import type { CompiledLetter } from './compile-letter.ts'
import { isSafeLink } from './inline.ts'
import { type Rendered, renderLiquid } from './liquid.ts'
import type { MailWords } from './words.ts'

/** Characters; far above what mail programs show (Gmail clips at 102 kB). */
const largestHtml = 400_000

/** What the variables of a letter are filled from. A value that is not known is absent, so that it counts as missing. */
export type LetterScope = {
  language: 'tr' | 'en'
  words: MailWords
  shop: { name: string; postal_address: string; currency: string; time_zone: string }
  customer: {
    name?: string
    first_name?: string
    last_name?: string
    email?: string
    city?: string
    order_count: number
    spent?: string
  }
  last_order?: { date: Date }
  unsubscribe_url: string
  preferences_url: string
}

export type RenderedLetter = { subject: string; preheader: string; html: string; text: string }

export type LetterResult = { letter: RenderedLetter; missing: string[] } | { fault: string }

/** `missing` names variables this person has no value for; such a letter must not be sent to them. */
export function renderLetter(compiled: CompiledLetter, scope: LetterScope): LetterResult {
  const parts = {
    subject: renderLiquid('text', compiled.subject, scope),
    preheader: renderLiquid('text', compiled.preheader, scope),
    html: renderLiquid('html', compiled.html, scope),
    text: renderLiquid('text', compiled.text, scope),
  }
  const fault = Object.values(parts).find((part) => 'fault' in part)
  if (fault && 'fault' in fault) return { fault: fault.fault }
  const missing = Object.values(parts).flatMap((part) => ('missing' in part ? part.missing : []))
  const html = withSafeLinks(textOf(parts.html))
  if (html.length > largestHtml) return { fault: 'the letter is too large' }
  return {
    missing: [...new Set(missing)],
    letter: {
      subject: oneLine(textOf(parts.subject)),
      preheader: oneLine(textOf(parts.preheader)),
      html,
      text: textOf(parts.text)
        .replaceAll(/[ \t]+\n/g, '\n')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim(),
    },
  }
}

function textOf(rendered: Rendered): string {
  return 'text' in rendered ? rendered.text : ''
}

/** A subject is one header line, whatever a variable brings. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** An address made by a variable is judged once it is made: `javascript:` in a profile must not reach a reader. */
function withSafeLinks(html: string): string {
  return html.replaceAll(/(?<=<a\b[^>]*?\shref=")[^"]*/g, (url) => (isSafeLink(url) ? url : '#'))
}
