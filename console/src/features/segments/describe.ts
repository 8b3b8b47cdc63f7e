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
// oxlint-disable-next-line typescript/consistent-return -- every kind of condition returns
export function describeLeaf(leaf: SegmentLeaf, words: Words): string {
  switch (leaf.kind) {
    case 'attribute':
      return describeTest(words.field(leaf.field), leaf.test, {
        words,
        value: (value) => words.value(leaf.field, value),
      })
    case 'count':
      return sentence(words, [
        words.text(leaf.is === 'atMost' && leaf.times === 0 ? 'never' : `count.${leaf.is}`, {
          events: describeEvents(leaf.events, words),
          times: leaf.times,
        }),
        describeWindow(leaf.window, words),
        leaf.after &&
          words.text(`after.${leaf.after.which}`, { events: describeEvents(leaf.after.events, words) }),
      ])
    case 'amount':
      return sentence(words, [
        words.text('amount', {
          of: words.text(`of.${leaf.of}`),
          property: words.property(leaf.property),
          events: describeEvents(leaf.events, words),
          bounds: describeBounds(leaf.bounds, words),
        }),
        describeWindow(leaf.window, words),
      ])
    case 'moment':
      return sentence(words, [
        words.text(`moment.${leaf.which}`, { events: describeEvents(leaf.events, words) }),
        describeWindow(leaf.window, words),
      ])
    case 'sequence':
      return sentence(words, [
        leaf.steps.map((step) => describeEvents(step, words)).join(words.text('then')),
        words.text('within', { span: describeSpan(leaf.within, words) }),
        describeWindow(leaf.window, words),
      ])
    case 'orders':
      return sentence(words, [
        words.text(`orders.${leaf.of}`, { bounds: describeBounds(leaf.bounds, words) }),
        ...leaf.where.map((filter) => describeOrderFilter(filter, words)),
        describeWindow(leaf.window, words),
      ])
    case 'message':
      return sentence(words, [
        words.text(leaf.is === 'atMost' && leaf.times === 0 ? 'never' : `count.${leaf.is}`, {
          events: words.text(`message.${leaf.did}`),
          times: leaf.times,
        }),
        describeWindow(leaf.window, words),
      ])
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
  }
}

function sentence(words: Words, parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(words.text('comma'))
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

// oxlint-disable-next-line typescript/consistent-return -- every type of test returns
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
