/** From conditions on what people did to aggregates over their events: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Binder, bindMoment } from './bind.ts'
import { eventRows, nameIs, numberOf, timeWithin } from './compile-filters.ts'
import { measureOfSequence } from './compile-sequence.ts'
import { aggregate, type Measure, measureOfAmount } from './measure.ts'
import type { Scene } from './scene.ts'
import { messageEventOf } from './segment.ts'
import { edgesOf, endOfPresent } from './windows.ts'

type Leaf<Kind extends SegmentLeaf['kind']> = Extract<SegmentLeaf, { kind: Kind }>
export type EventLeaf = Leaf<'count' | 'amount' | 'moment' | 'sequence' | 'message'>

export function measureOfEvents(leaf: EventLeaf, scene: Scene, binder: Binder): Measure {
  switch (leaf.kind) {
    case 'count':
      return leaf.after === undefined
        ? counted(eventRows(leaf.events, edgesOf(leaf.window, scene), binder), leaf, binder)
        : countedAfter({ ...leaf, after: leaf.after }, scene, binder)
    case 'message':
      return counted(messageRows(leaf, scene, binder), leaf, binder)
    case 'amount':
      return measureOfAmount(
        {
          rows: eventRows(leaf.events, edgesOf(leaf.window, scene), binder),
          value: numberOf(leaf.property, binder),
          of: leaf.of,
          bounds: leaf.bounds,
        },
        binder,
      )
    case 'moment':
      return moment(leaf, scene, binder)
    default:
      return measureOfSequence(leaf, scene, binder)
  }
}

/**
 * Rows of several conditions and some more, by the fewest names and the earliest moment of each: when people are given,
 * whether a row is theirs is asked sooner than what else each condition wants of it.
 */
export function rowsAround(leaves: readonly EventLeaf[], scene: Scene, binder: Binder): string {
  const since = new Map<string, Date | null>()
  for (const { names, from } of leaves.flatMap((leaf) => reachesOf(leaf, scene))) {
    for (const name of names) {
      const known = since.get(name)
      const earlier = known === undefined ? from : known && from && (known < from ? known : from)
      since.set(name, earlier)
    }
  }
  const moments = [...new Set(Array.from(since.values(), (from) => from?.getTime() ?? null))]
  const rows = moments.map((moment) => {
    const names = [...since].filter(([, from]) => (from?.getTime() ?? null) === moment).map(([name]) => name)
    const from = moment === null ? null : new Date(moment)
    return `(${nameIs(names, binder)}${from ? ` AND ${timeWithin({ from, to: null }, binder)}` : ''})`
  })
  return `(${rows.join(' OR ')}) AND ${timeWithin({ from: null, to: endOfPresent(scene) }, binder)}`
}

/** Where the rows of a condition may lie. */
function reachesOf(leaf: EventLeaf, scene: Scene): { names: readonly string[]; from: Date | null }[] {
  const { from } = edgesOf(leaf.window, scene)
  switch (leaf.kind) {
    case 'count':
      return [
        { names: leaf.events.names, from },
        ...(leaf.after ? [{ names: leaf.after.events.names, from: null }] : []),
      ]
    case 'message':
      return [{ names: [messageEventOf(leaf)], from }]
    case 'sequence':
      return leaf.steps.map(({ names }) => ({ names, from }))
    case 'moment':
      return [{ names: leaf.events.names, from: leaf.which === 'first' ? null : from }]
    default:
      return [{ names: leaf.events.names, from }]
  }
}

type Often = Pick<Leaf<'count'>, 'is' | 'times'>

function counted(rows: string, often: Often, binder: Binder): Measure {
  return {
    rows,
    columns: (shared) => [aggregate('count', '', shared ? rows : null)],
    fact: { kind: 'number', of: ([count = '']) => count },
    ...oftenEnough(often, binder),
  }
}

/** "At most twice" is everybody but those who did it three times; "at least never" everybody but nobody. */
function oftenEnough({ is, times }: Often, binder: Binder): Pick<Measure, 'holds' | 'negated'> {
  const least = (bound: number) => {
    const placeholder = binder.bind('UInt32', bound)
    return ([count]: readonly string[]): string => `${count} >= ${placeholder}`
  }
  if (is === 'atMost') return { holds: least(times + 1), negated: true }
  if (is === 'atLeast')
    return times > 0 ? { holds: least(times), negated: false } : { holds: () => '0', negated: true }
  if (times === 0) return { holds: least(1), negated: true }
  const bound = binder.bind('UInt32', times)
  return { holds: ([count]) => `${count} = ${bound}`, negated: false }
}

/** Never met by those without the other event, so its contrary is not asked for. */
function countedAfter(
  leaf: Leaf<'count'> & { after: NonNullable<Leaf<'count'>['after']> },
  scene: Scene,
  binder: Binder,
): Measure {
  const rows = eventRows(leaf.events, edgesOf(leaf.window, scene), binder)
  const starts = eventRows(leaf.after.events, { from: null, to: endOfPresent(scene) }, binder)
  const compared = { atLeast: '>=', atMost: '<=', exactly: '=' }[leaf.is]
  const bound = binder.bind('UInt32', leaf.times)
  const count = ([times = '', start = '']: readonly string[]): string =>
    `arrayCount(at -> at > ${start}, ${times})`
  return {
    rows: `((${rows}) OR (${starts}))`,
    columns: () => [
      aggregate('groupArray', 'time', rows),
      aggregate(leaf.after.which === 'last' ? 'max' : 'min', 'time', starts),
      aggregate('count', '', starts),
    ],
    holds: (columns) => `(${columns[2]} > 0 AND ${count(columns)} ${compared} ${bound})`,
    negated: false,
    fact: { kind: 'number', of: (columns) => `if(${columns[2]} > 0, ${count(columns)}, NULL)` },
  }
}

function messageRows(leaf: Leaf<'message'>, scene: Scene, binder: Binder): string {
  const rows = eventRows({ names: [messageEventOf(leaf)], where: [] }, edgesOf(leaf.window, scene), binder)
  const parts = [
    rows,
    ...(leaf.channel === undefined ? [] : [`channel = ${binder.bind('String', leaf.channel)}`]),
    ...(leaf.campaignId === undefined ? [] : [`campaign = ${binder.bind('String', leaf.campaignId)}`]),
  ]
  return parts.join(' AND ')
}

/** Of the window only the side is looked at row by row beyond which no first, or last, time can lie. */
function moment(leaf: Leaf<'moment'>, scene: Scene, binder: Binder): Measure {
  const { from, to } = edgesOf(leaf.window, scene)
  const first = leaf.which === 'first'
  const reach = first ? { from: null, to } : { from, to: endOfPresent(scene) }
  const rows = eventRows(leaf.events, reach, binder)
  const side = (at: string): string => {
    if (!first) return `${at} < ${bindMoment(binder, to)}`
    return from === null ? '1' : `${at} >= ${bindMoment(binder, from)}`
  }
  return {
    rows,
    columns: (shared) => {
      const only = shared ? rows : null
      return [aggregate(first ? 'min' : 'max', 'time', only), aggregate('count', '', only)]
    },
    holds: ([at = '', count]) => `(${count} > 0 AND ${side(at)})`,
    negated: false,
    fact: { kind: 'moment', of: ([at, count]) => `if(${count} > 0, ${at}, NULL)` },
  }
}
