/** Templates of messages and their versions: a letter in a plain format with Liquid variables. */
import { z } from 'zod'

import { customerId, done, language, moment, page, pageInput, requiredText, text, uuid } from './common.ts'
import { endpoint } from './procedure.ts'

/** Decides which permission a message needs: `marketing` needs consent, `service` (an order's news) does not. */
export const purpose = z.enum(['marketing', 'service'])

/** What is written: subject, the line beside it in the inbox, the letter, and its plain text (empty: made from the letter). */
export const letter = z.object({
  subject: text(300),
  preheader: text(300),
  body: text(40_000),
  textBody: text(40_000),
})

export const checkCodes = [
  'subject_empty',
  'subject_long',
  'subject_capitals',
  'body_empty',
  'syntax',
  'image_without_alt',
  'link_unsafe',
  'link_placeholder',
  'spam_words',
  'too_large',
  'no_postal_address',
  'no_sender',
] as const

/** `error` keeps a letter from being sent, `warning` only says so. */
export const letterCheck = z.object({
  code: z.enum(checkCodes),
  level: z.enum(['error', 'warning']),
  detail: z.string(),
})

const template = z.object({
  id: uuid,
  name: z.string(),
  channel: z.literal('email'),
  purpose,
  versionId: uuid,
  version: z.number().int(),
  subject: z.string(),
  updatedAt: moment,
})

const version = z.object({
  id: uuid,
  number: z.number().int(),
  letter,
  createdBy: z.string(),
  createdAt: moment,
})

export const letterPreview = z.object({
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  /** Variables without a value for this person and without a default: such a person is not written to. */
  missing: z.array(z.string()),
  checks: z.array(letterCheck),
  person: z.object({ id: z.number().int().nullable(), name: z.string(), language }),
})

export const templates = {
  list: endpoint('templates.read')
    .route({ method: 'GET', path: '/templates', summary: 'Templates in use, newest change first' })
    .input(pageInput)
    .output(page(template)),
  get: endpoint('templates.read')
    .route({ method: 'GET', path: '/templates/{id}', summary: 'A template with its newest versions' })
    .input(z.object({ id: uuid }))
    .output(template.extend({ versions: z.array(version) })),
  create: endpoint('templates.write')
    .route({ method: 'POST', path: '/templates', summary: 'Create a template with its first version' })
    .input(z.object({ name: requiredText(120), purpose, letter }))
    .output(z.object({ id: uuid, versionId: uuid })),
  addVersion: endpoint('templates.write')
    .route({
      method: 'POST',
      path: '/templates/{id}/versions',
      summary: 'Save a changed letter as a new version; earlier ones stay as they were sent',
    })
    .input(z.object({ id: uuid, letter }))
    .output(z.object({ versionId: uuid, number: z.number().int() })),
  rename: endpoint('templates.write')
    .route({ method: 'PATCH', path: '/templates/{id}', summary: 'Rename a template' })
    .input(z.object({ id: uuid, name: requiredText(120) }))
    .output(done),
  archive: endpoint('templates.write')
    .route({ method: 'DELETE', path: '/templates/{id}', summary: 'Archive a template; what was sent stays' })
    .input(z.object({ id: uuid }))
    .output(done),
  variables: endpoint('templates.read')
    .route({ method: 'GET', path: '/templates/variables', summary: 'Variables a letter may use' })
    .output(z.array(z.object({ name: z.string(), snippet: z.string(), example: z.string() }))),
  preview: endpoint('customers.read')
    .route({
      method: 'POST',
      path: '/templates/preview',
      summary: 'The letter as one person would get it, what is missing for them, and checks',
    })
    .input(z.object({ letter, purpose, customerId: customerId.optional(), language: language.optional() }))
    .output(letterPreview),
}

export type Letter = z.infer<typeof letter>
export type LetterCheck = z.infer<typeof letterCheck>
export type LetterPreview = z.infer<typeof letterPreview>
export type Purpose = z.infer<typeof purpose>
