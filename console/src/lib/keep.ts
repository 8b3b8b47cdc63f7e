/** Small things a person chose on this machine (theme, columns, drafts); they may be gone at any time. */

export function readKept<Value>(name: string, fallback: Value): Value {
  try {
    const kept = localStorage.getItem(`vefa.${name}`)
    return kept === null ? fallback : (JSON.parse(kept) as Value)
  } catch {
    return fallback
  }
}

export function keep(name: string, value: unknown): void {
  localStorage.setItem(`vefa.${name}`, JSON.stringify(value))
}

export function forget(name: string): void {
  localStorage.removeItem(`vefa.${name}`)
}
