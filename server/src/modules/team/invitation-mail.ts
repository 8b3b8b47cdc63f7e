/** The mail that carries an invitation, in the shop's language, for people who cannot sign in yet. */
import { randomUUID } from 'node:crypto'

import type { App } from '#/platform/app.ts'

import { findShop } from './shop.ts'

type Letter = { email: string; link: string; invitedBy: string | null; expiresAt: Date }

const texts = {
  tr: {
    subject: (shop: string) => `${shop} ekibine davetlisiniz`,
    hello: 'Merhaba,',
    said: (who: string, shop: string) => `${who} sizi ${shop} ekibine, Vefa'ya davet etti.`,
    someone: 'Bir ekip üyesi',
    button: 'Daveti kabul edin',
    until: (day: string) => `Bağlantı bir kez ve ${day} tarihine kadar geçerlidir.`,
    unexpected: 'Bu daveti beklemiyorsanız iletiyi yok sayabilirsiniz; hiçbir şey olmaz.',
  },
  en: {
    subject: (shop: string) => `You are invited to the team of ${shop}`,
    hello: 'Hello,',
    said: (who: string, shop: string) => `${who} has invited you to the team of ${shop} on Vefa.`,
    someone: 'A team member',
    button: 'Accept the invitation',
    until: (day: string) => `The link works once and until ${day}.`,
    unexpected: 'If you did not expect this, you can ignore it; nothing will happen.',
  },
} as const

/** True when the mail server took it. Without a server, or when it fails, the inviter still has the link. */
export async function mailInvitation(
  app: Pick<App, 'db' | 'config' | 'mailer' | 'log'>,
  letter: Letter,
): Promise<boolean> {
  if (!app.mailer.configured) return false
  const shop = await findShop(app)
  const host = new URL(app.config.url).hostname
  const content = writeInvitation({
    ...letter,
    shop: shop?.name ?? 'Vefa',
    language: shop?.language ?? 'tr',
    timeZone: shop?.timeZone ?? 'UTC',
  })
  try {
    const result = await app.mailer.send({
      ...content,
      from: {
        name: shop?.brand.senderName || shop?.name || 'Vefa',
        address: shop?.brand.senderAddress || `vefa@${host}`,
      },
      to: letter.email,
      messageId: `<${randomUUID()}@${host}>`,
    })
    return result.accepted
  } catch (error) {
    app.log.warn({ error }, 'an invitation could not be mailed; its link was shown to the inviter')
    return false
  }
}

/** Subject, HTML and text; names are escaped, since people choose them. */
export function writeInvitation(letter: Letter & { shop: string; language: 'tr' | 'en'; timeZone: string }): {
  subject: string
  html: string
  text: string
} {
  const words = texts[letter.language]
  const day = new Intl.DateTimeFormat(letter.language, {
    dateStyle: 'long',
    timeZone: letter.timeZone,
  }).format(letter.expiresAt)
  const said = words.said(letter.invitedBy ?? words.someone, letter.shop)
  const paragraphs = [words.hello, said, '', words.until(day), words.unexpected]
  const button = `<p style="margin:24px 0"><a href="${escapeHtml(letter.link)}" style="background:#00727a;color:#ffffff;padding:12px 20px;border-radius:8px;text-decoration:none">${words.button}</a></p>`
  return {
    subject: words.subject(letter.shop),
    text: paragraphs.map((line) => (line === '' ? `${words.button}: ${letter.link}` : line)).join('\n\n'),
    html: `<div style="font:16px/1.5 sans-serif;color:#1f1d1a">${paragraphs
      .map((line) => (line === '' ? button : `<p>${escapeHtml(line)}</p>`))
      .join('')}</div>`,
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
