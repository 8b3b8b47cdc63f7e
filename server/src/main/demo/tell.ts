/** Writes the story into an installation through the rooms' front doors; told again it changes nothing. */
import { saveOrders, saveProducts } from '#/modules/commerce/index.ts'
import { resolveCustomers } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'

import { catalogue } from './catalogue.ts'
import { customerDraft, orderDraft, productDraft } from './drafts.ts'
import type { Person } from './people.ts'
import { seededRandom } from './random.ts'
import { type Story, tellStory } from './story.ts'

const chunk = 500

export type Telling = { storeId: number; until: Date; say: (done: number, whole: number) => void }

export async function tell(app: App, telling: Telling): Promise<Story> {
  const story = tellStory(telling.until)
  const whole = story.people.length + story.orders.length
  await saveProducts(app, shelves(story, telling))
  const numbers = await tellPeople(app, story, telling)
  for (let at = 0; at < story.orders.length; at += chunk) {
    const orders = story.orders
      .slice(at, at + chunk)
      .map(({ person, order }) =>
        orderDraft(order, { storeId: telling.storeId, customerId: numbers.get(person.userId) ?? 0, person }),
      )
    await saveOrders(app, orders)
    telling.say(story.people.length + at + orders.length, whole)
  }
  return story
}

function shelves(story: Story, { storeId, until }: Telling) {
  const random = seededRandom(7)
  return catalogue.map((article) =>
    productDraft(article, {
      storeId,
      start: story.start,
      now: until,
      stock: random.chance(0.08) ? 0 : random.whole(3, 240),
    }),
  )
}

/** Returns the customer number of each person of the story. */
async function tellPeople(app: App, story: Story, telling: Telling): Promise<Map<string, number>> {
  const numbers = new Map<string, number>()
  for (let at = 0; at < story.people.length; at += chunk) {
    const people: Person[] = story.people.slice(at, at + chunk)
    const resolved = await resolveCustomers(
      app,
      people.map((person) =>
        customerDraft(person, { storeId: telling.storeId, start: story.start, now: telling.until }),
      ),
    )
    people.forEach((person, index) => numbers.set(person.userId, resolved[index]?.customerId ?? 0))
    telling.say(at + people.length, story.people.length + story.orders.length)
  }
  return numbers
}
