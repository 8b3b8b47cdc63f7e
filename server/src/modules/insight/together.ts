/** Several questions sent to the event store as one: before it reads a row, each costs as much as a small answer. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

/** What a question is asked of. */
export type Asking = Pick<EventStore, 'query'>

type Waiting = {
  text: string
  params: QueryParams
  answered: (rows: unknown[]) => void
  failed: (reason: unknown) => void
}

/**
 * All that `ask` asks before it waits for something goes as one question. Its rows come in no order; each answer is the
 * same otherwise.
 */
export async function together<Answer>(
  store: Asking,
  ask: (store: Asking) => Promise<Answer>,
): Promise<Answer> {
  const waiting: Waiting[] = []
  let gathering = true
  const answer = ask({
    query: <Row>(text: string, params: QueryParams = {}, options: { signal?: AbortSignal } = {}) => {
      if (!gathering) return store.query<Row>(text, params, options)
      return new Promise<Row[]>((resolve, failed) => {
        waiting.push({ text, params, answered: (rows) => resolve(rows as Row[]), failed })
      })
    },
  })
  gathering = false
  await Promise.all([answer, send(store, waiting)])
  return answer
}

async function send(store: Asking, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return
  try {
    const { text, params } = joined(waiting)
    const rows = await store.query<{ which: number; line: string }>(text, params)
    const found = Map.groupBy(rows, ({ which }) => which)
    waiting.forEach(({ answered }, which) => {
      answered((found.get(which) ?? []).map(({ line }): unknown => JSON.parse(line)))
    })
  } catch (error) {
    for (const { failed } of waiting) failed(error)
  }
}

/** One text, in which parameters that differ have different names. */
function joined(questions: readonly { text: string; params: QueryParams }[]): {
  text: string
  params: QueryParams
} {
  const params: QueryParams = {}
  const parts = questions.map((question, which) => {
    const renamed = new Map<string, string>()
    for (const [name, value] of Object.entries(question.params)) {
      const own = name in params && params[name] !== value ? `${name}_${which}` : name
      params[own] = value
      renamed.set(name, own)
    }
    const text = question.text.replaceAll(/\{(\w+):/g, (_, name: string) => `{${renamed.get(name) ?? name}:`)
    return `SELECT ${which} AS which, formatRow('JSONEachRow', *) AS line FROM (${text})`
  })
  return { text: parts.join('\nUNION ALL\n'), params }
}
