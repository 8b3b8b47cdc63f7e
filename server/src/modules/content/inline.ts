/** Marks inside a line of a letter (`**bold**`, `*italic*`, `[text](address)`) as clean HTML; whatever else people paste is sanitised. */
import sanitizeHtml from 'sanitize-html'

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['a', 'b', 'strong', 'i', 'em', 'u', 's', 'small', 'sub', 'sup', 'span', 'br'],
  allowedAttributes: { a: ['href', 'title'], span: ['lang', 'dir'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  disallowedTagsMode: 'discard',
}

export function inlineHtml(text: string): string {
  const marked = text
    .replace(
      /\[([^\]]+)\]\((\S+?)\)/g,
      (_, words: string, url: string) => `<a href="${attribute(url)}">${words}</a>`,
    )
    .replace(/\*\*(\S(?:[^*]*\S)?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^*\w])\*(\S(?:[^*]*\S)?)\*(?![*\w])/g, '$1<em>$2</em>')
  return sanitizeHtml(marked, allowed)
}

/** Text for an attribute between double quotes. */
export function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Whether an address may stand in a mail: web and mail addresses only, or one that Liquid makes (checked once it is made). */
export function isSafeLink(url: string): boolean {
  return /^(https?:\/\/[^\s/]|mailto:\S)/i.test(url) || url.startsWith('\uE000')
}
