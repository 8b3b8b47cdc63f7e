/** The letter as one person would get it, with what is missing for them and what is unwise about it. */
import type { Letter, LetterPreview, Purpose } from '@vefa/contract'

import { type Actor, requireRight } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

import { checkLetter } from './check-letter.ts'
import { compileLetter } from './compile-letter.ts'
import { refuse } from './errors.ts'
import { lettersPeople, letterShop, lookOf, type LetterPerson, samplePerson } from './people.ts'
import { type LetterResult, renderLetter } from './render-letter.ts'

export type PreviewInput = {
  letter: Letter
  purpose: Purpose
  customerId?: number | undefined
  language?: 'tr' | 'en' | undefined
}

export async function previewLetter(app: App, actor: Actor, input: PreviewInput): Promise<LetterPreview> {
  requireRight(actor, 'customers.read')
  const shop = await letterShop(app)
  const person = await personFor(app, input)
  const result = await renderDraft(input, { person, url: app.config.url, look: lookOf(shop) })
  const rendered = 'letter' in result ? result : { letter: emptyLetter, missing: [], fault: result.fault }
  return {
    ...rendered.letter,
    missing: rendered.missing,
    checks: checkLetter({
      letter: input.letter,
      purpose: input.purpose,
      postalAddress: shop.brand.postalAddress,
      senderAddress: shop.brand.senderAddress,
      html: rendered.letter.html,
      ...('fault' in rendered && { fault: rendered.fault }),
    }),
    person: { id: person.id, name: person.name, language: person.scope.language },
  }
}

const emptyLetter = { subject: '', preheader: '', html: '', text: '' }

async function personFor(app: App, input: PreviewInput): Promise<LetterPerson> {
  const shop = await letterShop(app)
  if (input.customerId === undefined) return samplePerson(shop, input.language ?? shop.language)
  const person = (await lettersPeople(app, [input.customerId])).get(input.customerId)
  if (!person) throw refuse('preview_person_not_found', { id: input.customerId })
  return person
}

/** Links of a preview lead to the start page: nobody must unsubscribe a person by trying. */
async function renderDraft(
  input: PreviewInput,
  given: { person: LetterPerson; url: string; look: ReturnType<typeof lookOf> },
): Promise<LetterResult> {
  try {
    const compiled = await compileLetter(input.letter, { look: given.look, purpose: input.purpose })
    return renderLetter(compiled, {
      ...given.person.scope,
      unsubscribe_url: given.url,
      preferences_url: given.url,
    })
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
