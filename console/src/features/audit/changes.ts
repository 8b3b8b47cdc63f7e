/** What an audit entry changed, field by field. */

export type Change = { field: string; before: string | null; after: string | null }

/** Fields that differ between what stood before and after, nested ones as `brand.color`; null means there was none. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [old, fresh] = [flat(before), flat(after)]
  const fields = [...new Set([...old.keys(), ...fresh.keys()])]
  return fields
    .map((field) => ({ field, before: old.get(field) ?? null, after: fresh.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
}

function flat(value: unknown, prefix = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) {
    return new Map([[prefix || '=', typeof value === 'string' ? value : JSON.stringify(value)]])
  }
  const parts = Object.entries(value).flatMap(([name, part]) =>
    Array.from(flat(part, prefix === '' ? name : `${prefix}.${name}`)),
  )
  return new Map(parts)
}
