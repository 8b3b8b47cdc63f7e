/** The text part of a letter made from its blocks, for people and programs that read no HTML. */
import { convert } from 'html-to-text'

import { attribute, inlineHtml } from './inline.ts'
import type { Block } from './letter-blocks.ts'

const width = 76

export function plainTextOf(blocks: readonly Block[]): string {
  return convert(blocks.map(simpleHtml).join('\n'), {
    wordwrap: width,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'img', format: 'skip' },
    ],
  })
}

function simpleHtml(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h${block.level}>${inlineHtml(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${inlineHtml(block.lines.join('<br>'))}</p>`
    case 'list': {
      const list = block.ordered ? 'ol' : 'ul'
      return `<${list}>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')}</${list}>`
    }
    case 'button':
      return `<p>${inlineHtml(block.text)}:<br>${attribute(block.url)}</p>`
    case 'image':
      return block.alt === '' ? '' : `<p>[${attribute(block.alt)}]</p>`
    case 'line':
      return '<p>--</p>'
    case 'control':
      return `<p>${block.text}</p>`
  }
}
