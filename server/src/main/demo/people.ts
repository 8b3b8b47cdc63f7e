/** Who the sample shop's customers are and how they tend to buy; pure, from a seed. */
import { mensNames, surnames, towns, womensNames } from './names.ts'
import type { Random } from './random.ts'

export type Person = {
  /** The id in the shop's own system. */
  userId: string
  firstName: string
  lastName: string
  email: string
  phone: string
  gender: 'female' | 'male'
  birthday: string
  city: string
  district: string
  /** First visit, in days from the first day of the story; from 0 to the length of the story. */
  joinsOn: number
  /** How the person came: where the first visit came from. */
  origin: string
  /** Days between orders as long as the person is with us. */
  gap: number
  /** Chance to leave for good after an order. */
  leaving: number
  /** Lines in a typical order. */
  basket: number
  /** Favourite category. */
  loves: string
  /** Buys almost only with a coupon. */
  couponHunter: boolean
  consents: { email: 'given' | 'refused' | 'withdrawn' | null; sms: 'given' | 'refused' | 'withdrawn' | null }
}

const origins = [
  ['instagram', 30],
  ['google', 34],
  ['direct', 18],
  ['friend', 10],
  ['marketplace-leaflet', 8],
] as const

const loved = [
  'Nevresim',
  'Havlu',
  'Kırlent',
  'Sofra',
  'Battaniye',
  'Pike',
  'Bornoz',
  'Yorgan',
  'Halı',
  'Perde',
] as const

/** One person; `number` makes addresses and ids unique. */
export function makePerson(random: Random, number: number, storyDays: number): Person {
  const gender = random.chance(0.72) ? 'female' : 'male'
  const firstName = random.pick(gender === 'female' ? womensNames : mensNames)
  const lastName = random.pick(surnames)
  const [city, districts] = random.weighted(towns.map((town) => [town, town[2]] as const))
  const loyal = random.chance(0.24)
  return {
    userId: String(20_000 + number),
    firstName,
    lastName,
    email: `${latin(firstName)}.${latin(lastName)}${number}@posta.vefa`,
    phone: `+90532${String(1_000_000 + number * 7).slice(-7)}`,
    gender,
    birthday: birthday(random),
    city,
    district: random.pick(districts),
    joinsOn: Math.floor(storyDays * random.next() ** 0.85),
    origin: random.weighted(origins),
    gap: Math.max(9, random.gamma(3, loyal ? 44 : 125)),
    leaving: loyal ? 0.05 + random.next() * 0.1 : 0.3 + random.next() * 0.35,
    basket: 1 + random.exponential(loyal ? 1.3 : 0.8),
    loves: random.pick(loved),
    couponHunter: random.chance(0.13),
    consents: {
      email: random.weighted([
        ['given', 62],
        ['refused', 12],
        ['withdrawn', 6],
        [null, 20],
      ]),
      sms: random.weighted([
        ['given', 41],
        ['refused', 20],
        ['withdrawn', 4],
        [null, 35],
      ]),
    },
  }
}

/** Addresses are written without Turkish letters. */
export function latin(text: string): string {
  const plain: Record<string, string> = { ç: 'c', ğ: 'g', ı: 'i', ö: 'o', ş: 's', ü: 'u' }
  return text.toLocaleLowerCase('tr').replaceAll(/[çğıöşü]/g, (letter) => plain[letter] ?? letter)
}

function birthday(random: Random): string {
  const year = Math.round(Math.min(2006, Math.max(1948, random.normal(1984, 12))))
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${year}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`
}
