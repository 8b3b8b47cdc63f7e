/** Hides Liquid tags of a letter behind opaque signs while it becomes HTML, and puts them back unharmed. */

/** From the private use area, which no letter needs and no escaping touches. */
const open = '\uE000'
const close = '\uE001'

const tag = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g
const sign = new RegExp(`${open}(\\d+)${close}`, 'g')

export type Hidden = { text: string; tags: readonly string[] }

/** Replaces every `{{ … }}` and `{% … %}` by a sign that names its place in `tags`. */
export function hideTags(text: string, known: readonly string[] = []): Hidden {
  const tags = [...known]
  // A sign typed by a person points at no tag and shows as nothing.
  const hidden = text.replace(tag, (found) => `${open}${tags.push(found) - 1}${close}`)
  return { text: hidden, tags }
}

export function showTags(hidden: Hidden): string {
  return hidden.text.replace(sign, (_, place: string) => hidden.tags[Number(place)] ?? '')
}

/** Whether a hidden line holds nothing but control tags (`{% if … %}`), which must not become a paragraph. */
export function isControlLine(line: string, tags: readonly string[]): boolean {
  const places = [...line.matchAll(sign)].map((match) => Number(match[1]))
  const rest = line.replace(sign, '').trim()
  return rest === '' && places.length > 0 && places.every((place) => tags[place]?.startsWith('{%'))
}
