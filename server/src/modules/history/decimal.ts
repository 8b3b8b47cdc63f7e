/** Amounts and quantities as senders write them, as exact decimal texts. */

const plain = /^-?\d{1,14}(?:\.\d+)?$/

/**
 * `12.5`, `"12.50"`, `1e-7` → a text with at most `scale` decimals, half away from zero; null for what is no number
 * or has more than 14 digits before the point. Grouped or decimal-comma texts are not guessed at.
 */
export function toDecimal(value: unknown, scale: number): string | null {
  if (typeof value === 'string') return plain.test(value.trim()) ? cut(value.trim(), scale) : null
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) >= 1e14) return null
  const text = String(value)
  if (plain.test(text)) return cut(text, scale)
  return Math.abs(value) < 1 ? '0' : null
}

function cut(text: string, scale: number): string {
  const point = text.indexOf('.')
  if (point < 0 || text.length - point - 1 <= scale) return text
  const whole = text.slice(text.startsWith('-') ? 1 : 0, point)
  const fraction = text.slice(point + 1)
  const units = BigInt(whole + fraction.slice(0, scale)) + (fraction.charCodeAt(scale) >= 53 ? 1n : 0n)
  return fromUnits(text.startsWith('-') ? -units : units, scale)
}

/** price × quantity, both texts of {@link toDecimal}, to four decimals. */
export function times(price: string, quantity: string): string {
  if (quantity === '1') return price
  return cut(fromUnits(units(price, 4) * units(quantity, 3), 7), 4)
}

export function sum(values: readonly string[]): string {
  return fromUnits(
    values.reduce((total, value) => total + units(value, 4), 0n),
    4,
  )
}

function units(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const digits = BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale))
  return text.startsWith('-') ? -digits : digits
}

function fromUnits(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return value < 0n ? `-${text}` : text
}
