/** Reads the plain letter format: blocks apart by empty lines, `# title`, `- list`, `[[button]](address)`, `![alt](image)`, `---`. */
import { isControlLine } from './liquid-tags.ts'

export type Block =
  | { kind: 'title'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'button'; text: string; url: string }
  | { kind: 'image'; alt: string; url: string }
  | { kind: 'line' }
  | { kind: 'control'; text: string }

/** `tags` are those hidden from the text given; see liquid-tags. */
export function readBlocks(text: string, tags: readonly string[]): Block[] {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => (isControlLine(line, tags) ? `\n${line.trim()}\n` : line))
    .join('\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => readBlock(part, tags))
}

function readBlock(part: string, tags: readonly string[]): Block {
  if (isControlLine(part, tags)) return { kind: 'control', text: part }
  const title = /^(#{1,2})\s+(.+)$/.exec(part)
  if (title) return { kind: 'title', level: title[1] === '#' ? 1 : 2, text: title[2] ?? '' }
  const button = /^\[\[(.+?)\]\]\((\S+?)\)$/.exec(part)
  if (button) return { kind: 'button', text: button[1] ?? '', url: button[2] ?? '' }
  const image = /^!\[(.*?)\]\((\S+?)\)$/.exec(part)
  if (image) return { kind: 'image', alt: image[1] ?? '', url: image[2] ?? '' }
  if (/^-{3,}$/.test(part)) return { kind: 'line' }
  return listOf(part) ?? { kind: 'paragraph', lines: part.split('\n') }
}

function listOf(part: string): Block | undefined {
  const lines = part.split('\n')
  for (const { ordered, mark } of [
    { ordered: false, mark: /^[-*]\s+/ },
    { ordered: true, mark: /^\d+[.)]\s+/ },
  ]) {
    if (lines.every((line) => mark.test(line))) {
      return { kind: 'list', ordered, items: lines.map((line) => line.replace(mark, '')) }
    }
  }
  return undefined
}
