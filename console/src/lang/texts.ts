/** The shape of a language: the keys of Turkish, any text. */
import type { tr } from './tr.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export type Texts = Wide<typeof tr>

type Path<Section, Prefix extends string = ''> = {
  [Key in keyof Section & string]: Section[Key] extends string
    ? `${Prefix}${Key}`
    : Path<Section[Key], `${Prefix}${Key}.`>
}[keyof Section & string]

/** `customers.title` */
export type TextKey = Path<typeof tr>
