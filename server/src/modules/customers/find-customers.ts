/** Finds people by whatever somebody remembers of them: an identifier, the beginning of a name, words, words with mistakes. */
import { type Actor, requireRight } from '#/platform/actor.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'
import { normaliseEmail, normalisePhone } from '#/platform/text/identifiers.ts'
import { findShop } from '#/modules/team/index.ts'

import { type NumberingCountry, numberingCountry } from './identity.ts'
import { asPrefixQuery, typedWords } from './search-words.ts'
import {
  findByLikeness,
  findByNameStart,
  findByValues,
  findByValueStart,
  findByWords,
  findLikeWords,
} from './store-search.ts'
import { type CustomerSummary, findSummaries } from './store-summaries.ts'

/** How many of the index are looked at before ranking; common words have tens of thousands. */
const candidates = 60

/**
 * The best first: exact identifier, beginning of the name or of an identifier, all words, similar words. Needs
 * `customers.read`. Nothing is found for less than two letters or digits.
 */
export async function findCustomers(
  app: { db: Db | Tx },
  actor: Actor,
  given: { query: string; limit: number },
): Promise<CustomerSummary[]> {
  requireRight(actor, 'customers.read')
  const country = numberingCountry(undefined, await findShop(app))
  // Twice as many, because somebody may have been merged in between.
  const ranked = (await rankedIds(app.db, given, country)).slice(0, given.limit * 2)
  const summaries = await findSummaries(app.db, ranked)
  const byId = new Map(summaries.map((customer) => [customer.id, customer]))
  return ranked.flatMap((id) => byId.get(id) ?? []).slice(0, given.limit)
}

async function rankedIds(
  db: Db | Tx,
  given: { query: string; limit: number },
  country: NumberingCountry,
): Promise<number[]> {
  const query = given.query.trim().slice(0, 200).replaceAll('\u0000', '')
  const words = typedWords(query)
  if (words.join('').length < 2) return []
  const limit = Math.max(given.limit, candidates)
  const exact = await findByValues(db, spellingsOf(query, country), limit)
  if (exact.length > 0) return exact
  const begun = await findBegun(db, { query, words, limit })
  if (begun.length >= given.limit) return begun
  const tsquery = asPrefixQuery(words)
  const worded = tsquery && isTelling(words) ? await findByWords(db, tsquery, limit) : []
  const found = [...new Set([...begun, ...worded])]
  return found.length > 0 ? found : findSimilar(db, { query, words, limit })
}

/** A letter alone is not searched by, so that the others must do: a number does, a first name does not. */
function isTelling(words: readonly string[]): boolean {
  return words.every((word) => word.length > 1) || words.some((word) => /\d{3}/.test(word))
}

/** The query as each kind of identifier would be kept. */
export function spellingsOf(query: string, country: NumberingCountry): string[] {
  const email = normaliseEmail(query)
  const phone = normalisePhone(query, country)
  return [...casesOf(query), ...(email.ok ? [email.email] : []), ...(phone.ok ? [phone.e164] : [])]
}

/** As typed, and in capitals or small letters by root rules, whatever keyboard it was typed on. */
function casesOf(query: string): string[] {
  return [...new Set([query, query.replaceAll('ı', 'i').toUpperCase(), asAddress(query)])]
}

/** Addresses are kept in small letters. */
function asAddress(query: string): string {
  return query.replaceAll('İ', 'i').toLowerCase()
}

async function findBegun(
  db: Db | Tx,
  given: { query: string; words: readonly string[]; limit: number },
): Promise<number[]> {
  const { query, limit } = given
  const [named, identified] = await Promise.all([
    findByNameStart(db, foldForSearch(query).replaceAll(/\s+/g, ' '), limit),
    findByStart(db, query, limit),
  ])
  return [...new Set([...named, ...identified])]
}

/** Those with an identifier that begins so, in any case of letters; not for less than three signs. */
async function findByStart(db: Db | Tx, query: string, limit: number): Promise<number[]> {
  if (query.length < 3 || query.includes(' ')) return []
  return findByValueStart(db, casesOf(query), limit)
}

/** Whoever has an address like a text with an `@`: beginning so, else much alike. */
export async function findByAddress(db: Db | Tx, given: { query: string; limit: number }): Promise<number[]> {
  const begun = await findByStart(db, given.query, given.limit)
  return begun.length > 0 ? begun : findSimilarAddress(db, given)
}

/** Words are exchanged for similar ones of the dictionary; an address is compared with those that begin alike. */
async function findSimilar(
  db: Db | Tx,
  given: { query: string; words: readonly string[]; limit: number },
): Promise<number[]> {
  if (given.query.includes('@')) return findSimilarAddress(db, given)
  const tsquery = await similarQuery(db, given.words)
  return tsquery ? findByWords(db, tsquery, given.limit) : []
}

async function findSimilarAddress(db: Db | Tx, given: { query: string; limit: number }): Promise<number[]> {
  const text = asAddress(given.query)
  for (const length of [text.indexOf('@') + 1, 8, 5, 3]) {
    if (length > text.length || length < 3) continue
    const found = await findByLikeness(db, { start: text.slice(0, length), text, limit: given.limit })
    if (found.length > 0) return found
  }
  return []
}

/** Each word or one like it; null when a word has no like. Words under three letters are taken as they are. */
export async function similarQuery(db: Db | Tx, words: readonly string[]): Promise<string | null> {
  const long = words.filter((word) => word.length > 2 && !/^\d+$/.test(word))
  if (long.length === 0) return null
  const likes = await findLikeWords(db, long, 4)
  const groups = words.map((word) => {
    const like = likes.filter((row) => row.word === word).map((row) => row.like)
    return (like.length > 0 || long.includes(word) ? like : [word]).map((one) => `'${one}'`)
  })
  if (groups.some((group) => group.length === 0)) return null
  return groups.map((group) => `(${group.join(' | ')})`).join(' & ')
}
