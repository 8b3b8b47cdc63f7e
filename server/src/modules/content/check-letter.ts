/** What is wrong or unwise about a letter before anybody gets it. Few checks, each one something a reader would notice. */
import type { Letter, LetterCheck } from '@vefa/contract'

import { isSafeLink } from './inline.ts'
import { readBlocks } from './letter-blocks.ts'
import { hideTags, showTags } from './liquid-tags.ts'

const longSubject = 70
/** Gmail hides what comes after 102 kB. */
const clipAt = 102_000

/** Words that filters of both languages have learnt to dislike in a subject. */
const spamWords =
  /\b(bedava|ücretsiz!|kazandınız|hemen tıkla|acele edin|son şans!|free!|winner|act now|click here|100% free|cash prize)/iu

export type CheckFacts = {
  letter: Letter
  purpose: 'marketing' | 'service'
  postalAddress: string
  senderAddress: string
  /** Present once it could be rendered. */
  html?: string
  fault?: string
}

export function checkLetter(facts: CheckFacts): LetterCheck[] {
  return [
    ...subjectChecks(facts.letter.subject),
    ...bodyChecks(facts.letter.body),
    ...shopChecks(facts),
  ].concat(
    facts.fault === undefined ? [] : [error('syntax', facts.fault)],
    facts.html !== undefined && Buffer.byteLength(facts.html) > clipAt
      ? [warning('too_large', String(Math.round(Buffer.byteLength(facts.html) / 1000)))]
      : [],
  )
}

function subjectChecks(subject: string): LetterCheck[] {
  const bare = subject.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/g, '').trim()
  if (subject === '') return [error('subject_empty')]
  const checks: LetterCheck[] = []
  if (bare.length > longSubject) checks.push(warning('subject_long', String(bare.length)))
  const letters = bare.replaceAll(/\P{L}/gu, '')
  if (letters.length > 8 && letters === letters.toLocaleUpperCase('tr'))
    checks.push(warning('subject_capitals'))
  const spam = spamWords.exec(bare)
  if (spam) checks.push(warning('spam_words', spam[0]))
  return checks
}

function bodyChecks(body: string): LetterCheck[] {
  if (body === '') return [error('body_empty')]
  const { text, tags } = hideTags(body)
  const blocks = readBlocks(text, tags)
  const images = blocks.filter((block) => block.kind === 'image' && block.alt.trim() === '')
  const urls = [...text.matchAll(/\]\((\S+?)\)/g)].map((match) => match[1] ?? '')
  return [
    ...images.map(() => warning('image_without_alt')),
    ...urls
      .filter((url) => !isSafeLink(url))
      .map((url) => error('link_unsafe', showTags({ text: url, tags }))),
    ...urls
      .filter((url) => /example\.(com|org)|localhost/i.test(url))
      .map((url) => warning('link_placeholder', url)),
  ]
}

function shopChecks(facts: CheckFacts): LetterCheck[] {
  const checks: LetterCheck[] = []
  if (facts.senderAddress === '') checks.push(warning('no_sender'))
  if (facts.purpose === 'marketing' && facts.postalAddress === '') checks.push(warning('no_postal_address'))
  return checks
}

function error(code: LetterCheck['code'], detail = ''): LetterCheck {
  return { code, level: 'error', detail }
}

function warning(code: LetterCheck['code'], detail = ''): LetterCheck {
  return { code, level: 'warning', detail }
}
