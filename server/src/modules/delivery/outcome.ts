/** What an SMTP answer means for a message: sent, try again later, never, and whether the address itself is dead. */

/** The parts of a nodemailer error this judgement rests on. */
export type MailFault = {
  code?: string
  responseCode?: number
  response?: string
  command?: string
  message: string
}

export type Outcome =
  | { kind: 'failed'; reason: string; suppress: boolean }
  | { kind: 'retry'; reason: string; afterSeconds: number; serverDown: boolean }

const waits = [30, 60, 300, 900, 1800, 3600, 7200]
/** A message that could not be delivered for so long is given up: its moment has passed. */
const giveUpAfterSeconds = 3 * 24 * 3600

/** Faults of the way to the server, not of the recipient. */
const wayFaults = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'ECONNREFUSED',
  'EDNS',
  'ETLS',
  'EAUTH',
  'EPROXY',
])

/** `attempts` counts this one; `ageSeconds` is since the message was made. */
export function outcomeOf(fault: MailFault, given: { attempts: number; ageSeconds: number }): Outcome {
  const status = fault.responseCode ?? 0
  const serverDown = wayFaults.has(fault.code ?? '')
  if (status >= 500 && !serverDown) {
    return { kind: 'failed', reason: `smtp_${status}`, suppress: isDeadAddress(fault) }
  }
  const reason = serverDown ? 'server_unreachable' : status >= 400 ? `smtp_${status}` : 'send_error'
  if (given.ageSeconds > giveUpAfterSeconds) return { kind: 'failed', reason, suppress: false }
  const afterSeconds = waits[Math.min(given.attempts, waits.length) - 1] ?? 30
  return { kind: 'retry', reason, afterSeconds, serverDown }
}

/** Enhanced codes of RFC 3463 that say the mailbox does not exist; without one, the words servers use at RCPT TO. */
function isDeadAddress(fault: MailFault): boolean {
  const response = fault.response ?? ''
  const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0]
  if (enhanced) return ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'].includes(enhanced)
  if (fault.command !== 'RCPT TO') return false
  return /no such (user|mailbox)|user unknown|unknown user|does not exist|invalid (recipient|mailbox)|recipient not found/i.test(
    response,
  )
}
