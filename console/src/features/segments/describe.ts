/** A rule in words: one sentence for each condition, from the texts of a language. Pure; what the words are stands in the language files. */
import type {
  PropertyFilter,
  SegmentBounds,
  SegmentCondition,
  SegmentEvents,
  SegmentGroup,
  SegmentLeaf,
  SegmentSpan,
  SegmentTest,
  SegmentWindow,
} from '@vefa/contract'

/** What a language and a shop bring: texts by key under `segmentWords`, numbers and days as written there, names of things. */
export type Words = {
  text(key: string, values?: Record<string, string | number>): string
  number(value: number | string): string
  day(day: string): string
  field(name: string): string
  property(name: string): string
  event(name: string): string
  segment(id: string): string
  /** Values people know by other words, such as classes and languages. */
  value(field: string, value: string): string
}

/** The whole group in one line: conditions joined by its word, inner groups in brackets. */
export function describeGroup(group: SegmentGroup, words: Words): string {
  if (group.conditions.length === 0) return words.text('everyone')
  const parts = group.conditions.map((condition) => describeCondition(condition, words))
  if (group.match === 'none') return words.text('noneOf', { list: parts.join(words.text('or')) })
  return parts.join(words.text(group.match === 'all' ? 'and' : 'or'))
}

function describeCondition(condition: SegmentCondition, words: Words): string {
  if (condition.kind !== 'group') return describeLeaf(condition, words)
  const inner = describeGroup(condition, words)
  return condition.conditions.length > 1 || condition.match === 'none' ? `(${inner})` : inner
}

/** One condition as a sentence without its full stop. */
export function describeLeaf(leaf: SegmentLeaf, words: Words): string {
  switch (leaf.kind) {
    case 'attribute':
      return describeTest(words.field(leaf.field), leaf.test, {
        words,
        value: (value) => words.value(leaf.field, value),
      })
    case 'consent':
      return words.text('consent', {
        channel: words.text(`channel.${leaf.channel}`),
        purpose: words.text(`purpose.${leaf.purpose}`),
        state: words.text(`consentState.${leaf.state}`),
      })
    case 'segment':
      return words.text(leaf.member ? 'inSegment' : 'notInSegment', { name: words.segment(leaf.segmentId) })
    case 'share':
      return words.text('share', {
        from: words.number(leaf.from / 100),
        to: words.number(leaf.to / 100),
        seed: leaf.seed,
      })
    default:
      return [...describeHappening(leaf, words), describeWindow(leaf.window, words)]
        .filter(Boolean)
        .join(words.text('comma'))
  }
}

type Happening = Extract<SegmentLeaf, { window: SegmentWindow }>

/** What must have happened, in parts; when it did is said behind them. */
function describeHappening(leaf: Happening, words: Words): string[] {
  switch (leaf.kind) {
    case 'count':
      return [
        describeOften(leaf, describeEvents(leaf.events, words), words),
        ...(leaf.after
          ? [words.text(`after.${leaf.after.which}`, { events: describeEvents(leaf.after.events, words) })]
          : []),
      ]
    case 'message':
      return [describeOften(leaf, words.text(`message.${leaf.did}`), words)]
    case 'amount':
      return [
        words.text('amount', {
          of: words.text(`of.${leaf.of}`),
          property: words.property(leaf.property),
          events: describeEvents(leaf.events, words),
          bounds: describeBounds(leaf.bounds, words),
        }),
      ]
    case 'moment':
      return [words.text(`moment.${leaf.which}`, { events: describeEvents(leaf.events, words) })]
    case 'sequence':
      return [
        leaf.steps.map((step) => describeEvents(step, words)).join(words.text('next')),
        words.text('within', { span: describeSpan(leaf.within, words) }),
      ]
    case 'orders':
      return [
        words.text(`orders.${leaf.of}`, { bounds: describeBounds(leaf.bounds, words) }),
        ...leaf.where.map((filter) => describeOrderFilter(filter, words)),
      ]
  }
}

function describeOften(often: { is: string; times: number }, events: string, words: Words): string {
  const never = often.is === 'atMost' && often.times === 0
  return words.text(never ? 'never' : `count.${often.is}`, { events, times: often.times })
}
/** Names joined by "or", with what their properties must be. */
export function describeEvents(events: SegmentEvents, words: Words): string {
  const names = events.names.map((name) => words.event(name)).join(words.text('or'))
  if (events.where.length === 0) return names
  const where = events.where.map((filter) => describeFilter(filter, words)).join(words.text('and'))
  return words.text('where', { events: names, where })
}

function describeFilter(filter: PropertyFilter, words: Words): string {
  return describeTest(words.property(filter.property), filter.test, { words, value: (value) => value })
}

type Telling = { words: Words; value: (value: string) => string }

function describeTest(subject: string, test: SegmentTest, { words, value }: Telling): string {
  switch (test.type) {
    case 'text':
    case 'list':
      return words.text(`${test.type}.${test.is}`, {
        subject,
        values: test.values.map(value).join(test.is === 'all' ? words.text('and') : words.text('or')),
      })
    case 'number':
      return words.text(`number.${test.is}`, {
        subject,
        value: words.number(test.value),
        to: words.number(test.to ?? test.value),
      })
    case 'boolean':
      return words.text(test.is ? 'isTrue' : 'isFalse', { subject })
    case 'presence':
      return words.text(test.set ? 'isSet' : 'isUnset', { subject })
    case 'date':
      return describeDate(subject, test, words)
  }
}

type DateTest = Extract<SegmentTest, { type: 'date' }>

function describeDate(subject: string, test: DateTest, words: Words): string {
  if (test.is === 'before' || test.is === 'since')
    return words.text(`date.${test.is}`, { subject, day: words.day(test.day) })
  if (test.is === 'between')
    return words.text('date.between', { subject, from: words.day(test.from), to: words.day(test.to) })
  if (test.is === 'anniversary') return words.text('date.anniversary', { subject, days: test.days })
  return words.text(`date.${test.is}`, { subject, span: describeSpan(test.span, words) })
}

export function describeWindow(window: SegmentWindow, words: Words): string {
  switch (window.kind) {
    case 'ever':
      return ''
    case 'ago':
      return words.text('window.ago', {
        from: describeSpan(window.from, words),
        to: describeSpan(window.to, words),
      })
    case 'between':
      return words.text('window.between', { from: words.day(window.from), to: words.day(window.to) })
    case 'since':
      return words.text('window.since', { day: words.day(window.from) })
    case 'until':
      return words.text('window.until', { day: words.day(window.to) })
    case 'last':
    case 'earlier':
      return words.text(`window.${window.kind}`, { span: describeSpan(window.span, words) })
  }
}

function describeSpan({ amount, unit }: SegmentSpan, words: Words): string {
  return words.text(`span.${unit}`, { amount })
}

function describeBounds(bounds: SegmentBounds, words: Words): string {
  return words.text(`bounds.${bounds.is}`, {
    value: words.number(bounds.value),
    to: words.number(bounds.to ?? bounds.value),
  })
}

type OrderFilter = Extract<SegmentLeaf, { kind: 'orders' }>['where'][number]

function describeOrderFilter(filter: OrderFilter, words: Words): string {
  if (filter.what === 'total')
    return words.text('orderFilter.total', { bounds: describeBounds(filter.bounds, words) })
  if (filter.what === 'discounted' || filter.what === 'refunded')
    return words.text(`orderFilter.${filter.yes ? filter.what : `not${capital(filter.what)}`}`)
  if (filter.what === 'store')
    return words.text('orderFilter.store', { values: filter.ids.join(words.text('or')) })
  return words.text('orderFilter.values', {
    what: words.property(filter.what),
    values: filter.values.join(words.text('or')),
  })
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
