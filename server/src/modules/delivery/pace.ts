/** How fast one receiving domain is written to by this process; large mailboxes turn senders away that come all at once. */

export type DomainPace = {
  /** What may go now and what must wait for the next second. Counts what goes. */
  split<Item extends { mail: { to: string } }>(
    items: readonly Item[],
    now: Date,
  ): { go: Item[]; wait: Item[] }
}

export function createPace(perSecond: number): DomainPace {
  let second = 0
  let counts = new Map<string, number>()
  return {
    split: (items, now) => {
      const current = Math.floor(now.getTime() / 1000)
      if (current !== second) {
        second = current
        counts = new Map()
      }
      const go: typeof items extends readonly (infer Item)[] ? Item[] : never = []
      const wait: typeof go = []
      for (const item of items) {
        const domain = item.mail.to.slice(item.mail.to.lastIndexOf('@') + 1)
        const count = (counts.get(domain) ?? 0) + 1
        if (count <= perSecond) counts.set(domain, count)
        ;(count <= perSecond ? go : wait).push(item)
      }
      return { go, wait }
    },
  }
}
