/** Turns a letter into something that can be filled in for thousands of people: MJML runs once, Liquid for each. */
import type { Letter, Purpose } from '@vefa/contract'

import { type Frame, layoutOf, type Look } from './layout.ts'
import { readBlocks } from './letter-blocks.ts'
import { hideTags, showTags } from './liquid-tags.ts'
import { type Parsed, parseLiquid } from './liquid.ts'
import { plainTextOf } from './plain-text.ts'

export type CompiledLetter = { subject: Parsed; preheader: Parsed; html: Parsed; text: Parsed }

const textFooter = {
  service: '\n\n--\n{{ shop.name }}\n{{ shop.postal_address }}',
  marketing:
    '\n\n--\n{{ shop.name }}\n{{ shop.postal_address }}\n\n{{ words.why }}\n{{ words.unsubscribe }}: {{ unsubscribe_url }}\n{{ words.preferences }}: {{ preferences_url }}',
}

/** @throws {Error} a sentence naming the line when the Liquid of the letter is not right */
export async function compileLetter(
  letter: Letter,
  given: { look: Look; purpose: Purpose },
): Promise<CompiledLetter> {
  const { text, tags } = hideTags(letter.body)
  const preheader = hideTags(letter.preheader, tags)
  const blocks = readBlocks(text, tags)
  const html = await htmlOf({ ...given, preheader: preheader.text, blocks }, preheader.tags)
  const plain = letter.textBody === '' ? showTags({ text: plainTextOf(blocks), tags }) : letter.textBody
  return {
    subject: parseLiquid('text', letter.subject),
    preheader: parseLiquid('text', letter.preheader),
    html: parseLiquid('html', html),
    text: parseLiquid('text', `${plain}${textFooter[given.purpose]}`),
  }
}

async function htmlOf(frame: Frame, tags: readonly string[]): Promise<string> {
  const footer = hideTags(layoutOf(frame), tags)
  // Loaded with the first letter: it would double the time every start and command takes.
  const { default: mjml2html } = await import('mjml')
  // Without `fonts: {}` MJML would have every reader's mail program call a font service.
  const { html } = await mjml2html(footer.text, { validationLevel: 'soft', ignoreIncludes: true, fonts: {} })
  return showTags({ text: html, tags: footer.tags })
}
