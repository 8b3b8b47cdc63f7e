/** Who, what, when, where, why and how: the audience answers of the shop or a segment, and what sets a segment apart. */
import { type AudienceQuestion, audienceTopics } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import type { QueryParams } from '#/platform/event-store/index.ts'

import { type Answer, answerOf, differencesOf } from './audience.ts'
import { specialSpans } from './calendar.ts'
import { labelsOf } from './labels.ts'
import { plateOf, provinces } from './provinces.ts'
import { type Period, type Place, type Reach, reachOf } from './reach.ts'
import { readLossReasons } from './read-churn.ts'
import { dayIn } from './reference.ts'
import {
  type CountRow,
  countPeople,
  readBought,
  readCompared,
  readReached,
  readRefundReasons,
  readTopics,
  type ReachedRow,
} from './reports-audience.ts'
import { togetherOf, type TopicName, TOPICS, type TopicText } from './topics.ts'
import { within } from './within.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>
type Asked = {
  app: Reading
  reach: Reach & Place
  counted: (topic: TopicName) => Promise<CountRow[]>
  reached: () => Promise<ReachedRow[]>
}

/** Cities are read further down than shown, so that provinces are whole. */
const citiesShown = 20

export async function readAudience(app: Reading, input: Period & { question: AudienceQuestion }) {
  const reach = await reachOf(app, input)
  const topics = audienceTopics[input.question]
  const asked = {
    app,
    reach,
    counted: countTopics(app, reach, topics.map(sourceTopic)),
    reached: once(() => readReached(app.eventStore, reach)),
  }
  const [people, answers] = await Promise.all([
    peopleOf(asked, topics.map(sourceTopic)),
    Promise.all(topics.map((topic) => answerTopic(asked, topic))),
  ])
  return { people, topics: answers, currency: reach.currency }
}

/** Counted with a topic of people where there is one: each counts them all. */
async function peopleOf({ app, reach, counted }: Asked, topics: readonly string[]): Promise<number> {
  const topic = topicsAmong(topics).find((name) => TOPICS[name].source === 'profiles')
  return topic ? ((await counted(topic))[0]?.all ?? 0) : countPeople(app.eventStore, reach)
}

function topicsAmong(names: readonly string[]): TopicName[] {
  return [...new Set(names)].filter((name): name is TopicName => name in TOPICS)
}

function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let found: Promise<Result> | undefined
  return () => (found ??= read())
}

/** Provinces are counted from cities. */
function sourceTopic(topic: string): string {
  return topic === 'province' ? 'city' : topic
}

/** Asks for topics of the same source together. */
function countTopics(app: Reading, reach: Reach & Place, wanted: readonly string[]): Asked['counted'] {
  const names = topicsAmong(wanted)
  const params = momentOf(app, reach)
  const found = new Map<TopicName, Promise<Map<TopicName, CountRow[]>>>()
  for (const topics of togetherOf(names)) {
    const rows = readTopics(app.eventStore, reach, { topics, params })
    for (const topic of topics) found.set(topic, rows)
  }
  return async (topic) => (await found.get(topic))?.get(topic) ?? []
}

async function answerTopic(asked: Asked, topic: string): Promise<Answer> {
  if (topic === 'lossReason') return lossReasons(asked)
  if (topic === 'refundReason') {
    const rows = await readRefundReasons(asked.app.eventStore, asked.reach)
    return answerOf({ topic, unit: 'orders', limit: 20 }, rows)
  }
  if (topic === 'opened' || topic === 'clicked') {
    return reachedAnswer(topic, await asked.reached())
  }
  if (topic === 'province') return provinceAnswer(await asked.counted('city'))
  return plainAnswer(asked, topic as TopicName)
}

async function plainAnswer(asked: Asked, topic: TopicName): Promise<Answer> {
  const shape: TopicText = TOPICS[topic]
  const rows = await asked.counted(topic)
  const limit = topic === 'city' ? citiesShown : shape.limit
  const label = await labelsOf(
    asked.app,
    topic,
    rows.flatMap(({ key }) => (key === '' ? [] : [key])),
  )
  return answerOf({ topic, unit: shape.unit, limit, ordered: shape.ordered ?? false }, rows, label)
}

/** Today, by which ages are counted, and the special days of the years around. */
function momentOf(app: Pick<App, 'clock'>, { zone }: Place): QueryParams {
  const today = dayIn(zone, app.clock.now())
  const year = Number(today.slice(0, 4))
  const spans = specialSpans([year - 3, year - 2, year - 1, year, year + 1])
  return {
    reference: today,
    span_keys: spans.map((span) => span.key),
    span_from: spans.map((span) => span.from),
    span_to: spans.map((span) => span.to),
  }
}

async function lossReasons({ app, reach }: Asked): Promise<Answer> {
  const reasons = await readLossReasons(app, reach)
  const all = reasons.reduce((sum, { people }) => sum + people, 0)
  const rows = reasons.map(({ code, people }) => ({
    key: code === 'unknown' ? '' : code,
    count: people,
    all,
  }))
  return answerOf({ topic: 'lossReason', unit: 'people', limit: 10 }, rows)
}

/** Of the people a channel wrote to, those who opened or clicked; the sample is the people written to. */
function reachedAnswer(topic: 'opened' | 'clicked', rows: readonly ReachedRow[]): Answer {
  const answers = rows.map((row) => {
    const counted = [{ key: row.channel, count: row[topic], all: row.sent }]
    return answerOf({ topic, unit: 'people', limit: 1 }, counted)
  })
  return {
    topic,
    unit: 'people',
    sample: rows.reduce((sum, row) => sum + row.sent, 0),
    known: rows.reduce((sum, row) => sum + row.sent, 0),
    rows: answers.flatMap((answer) => answer.rows),
    others: 0,
  }
}

function provinceAnswer(cities: readonly CountRow[]): Answer {
  const counts = new Map<string, number>()
  for (const { key, count } of cities) {
    const plate = key === '' ? null : plateOf(key)
    const name = plate === null ? '' : String(plate)
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  const all = cities[0]?.all ?? 0
  const told = [...counts].reduce((sum, [key, count]) => (key === '' ? sum : sum + count), 0)
  const rows = [
    { key: '', count: all - told, all },
    ...Array.from(counts, ([key, count]) => ({ key, count, all })).filter(({ key }) => key !== ''),
  ].sort((one, other) => other.count - one.count)
  const label = (key: string): string | null => provinces[Number(key) - 1] ?? null
  return answerOf({ topic: 'province', unit: 'people', limit: provinces.length }, rows, label)
}

/** How a segment differs from everybody else, strongest first. */
export async function readDifferences(
  app: Reading,
  input: { segmentId: string; storeId?: number | undefined },
) {
  const [reach, segment] = await Promise.all([
    reachOf(app, { storeId: input.storeId }),
    within(app, input.segmentId),
  ])
  const params = momentOf(app, reach)
  const [people, bought] = await Promise.all([
    readCompared(app.eventStore, reach, { segment, params }),
    readBought(app.eventStore, reach, segment),
  ])
  const [everybody] = people.get('reachable') ?? []
  const differences = differencesOf(Array.from([...people, ...bought], ([topic, rows]) => ({ topic, rows })))
  const products = differences.flatMap(({ topic, key }) => (topic === 'product' ? [key] : []))
  const label = await labelsOf(app, 'product', products)
  return {
    inside: everybody?.n ?? 0,
    rest: everybody?.rest_n ?? 0,
    differences: differences.map((one) =>
      one.topic === 'product' ? { ...one, label: label(one.key) } : one,
    ),
  }
}
