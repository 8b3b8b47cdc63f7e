/** One mail, whole: headers the big mailboxes ask for, an id of its own that stays the same however often it is tried. */
import type { Purpose } from '@vefa/contract'

import type { RenderedLetter } from '#/modules/content/index.ts'
import type { Shop } from '#/modules/team/index.ts'
import type { Mail } from '#/platform/mail/index.ts'

import { type LinkApp, preferencesUrl } from './links.ts'
import { trackHtml } from './track-html.ts'

export type MailFacts = {
  messageId: string
  sendingId: string
  purpose: Purpose
  tracked: boolean
  to: string
  shop: Shop
  letter: RenderedLetter
  at: Date
}

export function composeMail(app: LinkApp, facts: MailFacts): Mail {
  const from = senderOf(app, facts.shop)
  return {
    from,
    to: facts.to,
    subject: facts.letter.subject,
    html: facts.tracked ? trackHtml(app, facts.messageId, facts.letter.html) : facts.letter.html,
    text: facts.letter.text,
    messageId: `<${facts.messageId}@${domainOf(from.address)}>`,
    date: facts.at,
    headers: {
      // sending, purpose, program: aggregates complaints by sending (Gmail's feedback loop).
      'Feedback-ID': `${facts.sendingId}:${facts.purpose}:vefa`,
      ...(facts.purpose === 'marketing' && marketingHeaders(app, facts, from.address)),
    },
  }
}

/** RFC 8058: both headers, an https address that takes POST without a question. */
function marketingHeaders(app: LinkApp, facts: MailFacts, sender: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${preferencesUrl(app, facts.messageId)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<marketing.${domainOf(sender)}>`,
    Precedence: 'bulk',
  }
}

/** The shop's sender, or an address at our own host while none is set. */
export function senderOf(app: LinkApp, shop: Shop): { name: string; address: string } {
  const { senderName, senderAddress } = shop.brand
  const address = senderAddress || `vefa@${new URL(app.config.url).hostname}`
  return { name: senderName || shop.name, address }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
