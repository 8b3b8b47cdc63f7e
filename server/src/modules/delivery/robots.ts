/** Tells machines that open and follow mails from the people they belong to. Weak evidence: counted apart, never as a goal. */

export type Visit = { method: string; userAgent: string; at: Date; sentAt: Date | null }

/** Nobody reads and clicks within this; security scanners do. Milliseconds. */
const tooSoon = 2_000

/** Scanners, previews and programs; a bare `Mozilla/5.0` is Apple's mail proxy, which loads everything in advance. */
const machines =
  /bot\b|crawl|spider|scan|preview|fetch|monitor|headless|barracuda|mimecast|proofpoint|symantec|trendmicro|bitdefender|fireeye|safelinks|urldefense|curl|wget|python|java\/|go-http|okhttp|node/i

export function isRobot(visit: Visit): boolean {
  const agent = visit.userAgent.trim()
  if (visit.method !== 'GET' || agent === '' || agent === 'Mozilla/5.0' || machines.test(agent)) return true
  return visit.sentAt !== null && visit.at.getTime() - visit.sentAt.getTime() < tooSoon
}
