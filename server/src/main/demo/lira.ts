/** Kuruş as whole numbers inside the simulation; decimal text at its edge. */

export function parseMoney(lira: number): number {
  return Math.round(lira * 100)
}

/** 189000 kuruş → `1890.00`. */
export function formatKurus(kurus: number): string {
  const sign = kurus < 0 ? '-' : ''
  const digits = String(Math.abs(Math.round(kurus))).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
