/** What kind of device an event came from, coarsely: enough to compare shopping on a phone with shopping at a desk. */

export type Device = 'phone' | 'tablet' | 'desktop' | 'bot' | ''

const known = new Map<string, Device>()
const knownAtMost = 5_000

export function deviceOf(userAgent: string): Device {
  const before = known.get(userAgent)
  if (before !== undefined) return before
  const device = classify(userAgent)
  if (known.size >= knownAtMost) known.clear()
  known.set(userAgent, device)
  return device
}

function classify(agent: string): Device {
  if (agent === '') return ''
  if (/bot|crawl|spider|slurp|headless|lighthouse/i.test(agent)) return 'bot'
  if (/ipad|tablet|kindle|silk|playbook/i.test(agent)) return 'tablet'
  if (/android/i.test(agent)) return /mobile/i.test(agent) ? 'phone' : 'tablet'
  if (/iphone|ipod|mobile|windows phone/i.test(agent)) return 'phone'
  return /windows nt|macintosh|x11|cros|linux/i.test(agent) ? 'desktop' : ''
}
