/** The front door of content. */
import type { Room } from '#/platform/room.ts'

export { contentApi } from './http.ts'
export { checkLetter } from './check-letter.ts'
export type { CompiledLetter } from './compile-letter.ts'
export { inkOn } from './layout.ts'
export type { Look as LetterLook } from './layout.ts'
export { draftLetter, loadLetter } from './letters.ts'
export { lettersPeople, letterShop, lookOf, samplePerson } from './people.ts'
export type { LetterPerson } from './people.ts'
export { renderLetter } from './render-letter.ts'
export type { RenderedLetter } from './render-letter.ts'
export { createTemplate } from './save-template.ts'

export const content: Room = { name: 'content' }
