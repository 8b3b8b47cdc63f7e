/** The whole story of the sample shop: its people and their orders in the order they happened; pure, from a seed. */
import { type SimulatedOrder, ordersOf } from './orders.ts'
import { makePerson, type Person } from './people.ts'
import { seededRandom } from './random.ts'

export const storyDays = 730
export const storyPeople = 8_000
const seed = 20_260_101

export type Story = { start: Date; people: Person[]; orders: { person: Person; order: SimulatedOrder }[] }

/** Two years that end at `until`. People who never order are visitors who left an address. */
export function tellStory(until: Date, people = storyPeople): Story {
  const start = new Date(until.getTime() - storyDays * 86_400_000)
  const everyone = Array.from({ length: people }, (_, number) => {
    const random = seededRandom(seed + number)
    const person = makePerson(random, number, storyDays)
    const orders = random.chance(0.09) ? [] : ordersOf(random, person, { start, until })
    return { person, orders }
  })
  const orders = everyone
    .flatMap(({ person, orders: own }) => own.map((order) => ({ person, order })))
    .sort((one, other) => one.order.at.getTime() - other.order.at.getTime())
  orders.forEach(({ order }, index) => {
    order.number = String(80_000 + index)
  })
  return { start, people: everyone.map(({ person }) => person), orders }
}
