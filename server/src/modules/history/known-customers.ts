/** Remembers for minutes which customer a set of identifiers leads to, so that a busy visitor costs one look. */

const keptFor = 5 * 60_000
const keptAtMost = 200_000

export type KnownCustomers = {
  /** Milliseconds of a steady clock for `now`. */
  get(signature: string, now: number): number | undefined
  set(signature: string, customer: number, now: number): void
  /** After a merge: whatever is remembered may lead to the wrong one. */
  clear(): void
  /** Grows with every `clear`; what was looked up before must not be remembered after. */
  generation(): number
}

export function createKnownCustomers(): KnownCustomers {
  const known = new Map<string, { customer: number; until: number }>()
  let generation = 0
  return {
    get: (signature, now) => {
      const found = known.get(signature)
      return found && found.until > now ? found.customer : undefined
    },
    set: (signature, customer, now) => {
      if (known.size >= keptAtMost) known.clear()
      known.set(signature, { customer, until: now + keptFor })
    },
    clear: () => {
      known.clear()
      generation += 1
    },
    generation: () => generation,
  }
}
