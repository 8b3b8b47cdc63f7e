/** The list of customers: a page, how many, who stands beside one, and what the filters may be set to. */
import type { CustomerFilters, CustomerOrder } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'
import { findShop, type Shop } from '#/modules/team/index.ts'

import { findByAddress, similarQuery, spellingsOf } from './find-customers.ts'
import { refuse } from './errors.ts'
import { numberingCountry } from './identity.ts'
import {
  type ListFilters,
  readCursor,
  type SegmentFilter,
  type TextFilter,
  writeCursor,
} from './list-terms.ts'
import { asPrefixQuery, typedWords } from './search-words.ts'
import { findCurrentConsents } from './store-consents.ts'
import { findDefinitions } from './store-attributes.ts'
import { readSegmentBits } from './store-segments.ts'
import { countUpTo, findOccurring, findPosition, listAfter, type ListRow, oneBefore } from './store-list.ts'
import { findByValues, findByWords } from './store-search.ts'
import { findTags, tagsOfCustomers } from './store-tags.ts'

type Reader = Pick<App, 'clock'> & { db: Db | Tx }

export type ListInput = CustomerFilters & CustomerOrder & { cursor?: string | undefined; limit: number }

/** Above this a count is only said to be more. */
export const countedUpTo = 10_000

/** People whose address begins alike; more than anybody looks through. */
const mostByAddress = 1_000

export async function listCustomers(app: Reader, input: ListInput) {
  const filters = await readFilters(app, input)
  const after = input.cursor === undefined ? null : readCursor(input.cursor)
  const rows = await listAfter(app.db, { filters, order: input, limit: input.limit + 1 }, after)
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return {
    items: await withMarks(app.db, shown),
    next: rows.length > input.limit && last ? writeCursor({ key: last.key, id: last.id }) : null,
  }
}

/** Tags and the consent to marketing mails of each row, in two looks for the whole page. */
async function withMarks(db: Db | Tx, rows: readonly ListRow[]) {
  const ids = rows.map((row) => row.id)
  const tags = Map.groupBy(await tagsOfCustomers(db, ids), (tag) => tag.customerId)
  const said = await findCurrentConsents(db, ids, { channel: 'email', purpose: 'marketing' })
  const consents = new Map(said.map((consent) => [consent.customerId, consent.state]))
  return rows.map(({ key: _key, ...row }) => ({
    row,
    tags: (tags.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
    emailConsent: consents.get(row.id) ?? null,
  }))
}

export async function countCustomers(
  app: Reader,
  input: CustomerFilters,
): Promise<{ count: number; more: boolean }> {
  const count = await countUpTo(app.db, await readFilters(app, input), countedUpTo + 1)
  return { count: Math.min(count, countedUpTo), more: count > countedUpTo }
}

export async function findNeighbours(
  app: Reader,
  input: CustomerFilters & CustomerOrder & { id: number },
): Promise<{ previous: number | null; next: number | null }> {
  const filters = await readFilters(app, input)
  const at = await findPosition(app.db, input.id, input.sort)
  if (!at) return { previous: null, next: null }
  const [next] = await listAfter(app.db, { filters, order: input, limit: 1 }, at)
  return { previous: await oneBefore(app.db, { filters, order: input }, at), next: next?.id ?? null }
}

/** The filters of a request, with its text already answered and the shop's time zone. */
export async function readFilters(app: Reader, input: CustomerFilters): Promise<ListFilters> {
  const shop = await findShop(app)
  const { q, consentChannel, consentPurpose, consentState, segment, ...rest } = input
  const consent =
    consentState && consentChannel
      ? { channel: consentChannel, purpose: consentPurpose ?? 'marketing', state: consentState }
      : undefined
  return {
    ...rest,
    consent,
    segment: segment === undefined ? undefined : await answerSegment(app.db, segment),
    text: q?.trim() ? await answerText(app.db, q.trim(), shop) : undefined,
    timeZone: shop?.timeZone ?? 'UTC',
  }
}

/** Up to this many members are looked up by number, so that a small segment is found without reading everybody. */
const byNumber = 10_000

async function answerSegment(db: Db | Tx, id: string): Promise<SegmentFilter> {
  const bits = await readSegmentBits(db, id)
  if (!bits) throw refuse('segment_unknown', { id })
  const ids: number[] = []
  for (let at = 0; at < bits.length; at += 1) {
    for (let rest = bits[at] ?? 0; rest !== 0; rest &= rest - 1) {
      ids.push(at * 8 + 31 - Math.clz32(rest & -rest))
      if (ids.length > byNumber) return { bits }
    }
  }
  return { ids }
}

async function answerText(db: Db | Tx, raw: string, shop: Shop | null): Promise<TextFilter> {
  const query = raw.replaceAll('\u0000', '')
  const ids = await findByValues(db, spellingsOf(query, numberingCountry(undefined, shop)), 100)
  if (ids.length > 0) return { by: 'ids', ids }
  const addressed = query.includes('@') ? await findByAddress(db, { query, limit: mostByAddress }) : []
  if (addressed.length > 0) return { by: 'ids', ids: addressed }
  const words = typedWords(query)
  const tsquery = asPrefixQuery(words)
  if (!tsquery) return { by: 'name', start: foldForSearch(query) }
  const met = await findByWords(db, tsquery, 1)
  const similar = met.length > 0 ? null : await similarQuery(db, words)
  return { by: 'words', tsquery: similar ?? tsquery }
}

/** What the filters may be set to. */
export async function listChoices(app: Reader) {
  const [tags, attributes, occurring] = await Promise.all([
    findTags(app.db),
    findDefinitions(app.db),
    findOccurring(app.db),
  ])
  return { tags, attributes, ...occurring }
}
