import { expect, test } from 'vitest'

import { writeInvitation } from './invitation-mail.ts'

const letter = {
  email: 'ayse@ornek.com',
  link: 'https://crm.ornek.com/invitation/abc',
  invitedBy: 'Zeynep <b>Kaya</b>',
  expiresAt: new Date('2026-11-27T22:30:00Z'),
  shop: 'Ilgın & Oğlu',
  timeZone: 'Europe/Istanbul',
}

test('carries the link in text and in HTML, and the last day in the shop’s own time zone', () => {
  const mail = writeInvitation({ ...letter, language: 'tr' })
  expect(mail.subject).toBe('Ilgın & Oğlu ekibine davetlisiniz')
  expect(mail.text).toContain('Daveti kabul edin: https://crm.ornek.com/invitation/abc')
  expect(mail.text).toContain('28 Kasım 2026')
  expect(mail.html).toContain('href="https://crm.ornek.com/invitation/abc"')
})

test('names cannot become markup', () => {
  const mail = writeInvitation({ ...letter, language: 'en' })
  expect(mail.html).toContain('Zeynep &lt;b&gt;Kaya&lt;/b&gt;')
  expect(mail.html).toContain('Ilgın &amp; Oğlu')
})
