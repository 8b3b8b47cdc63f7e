/** Which people a page speaks of, as the address has it: exactly one kind of cell. */
import { peopleOf, type PeopleOf } from '@vefa/contract'

/** Null where the address names no cell. */
export function readPeople(raw: Record<string, string | number | undefined>): PeopleOf | null {
  const { store, segment, key, ...rest } = raw
  const read = peopleOf.safeParse({
    ...rest,
    ...(key !== undefined && { key: String(key) }),
    ...(store !== undefined && { storeId: store }),
    ...(segment !== undefined && { segmentId: segment }),
  })
  return read.success ? read.data : null
}
