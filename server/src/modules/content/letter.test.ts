import type { Letter } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { checkLetter } from './check-letter.ts'
import { compileLetter } from './compile-letter.ts'
import { inkOn } from './layout.ts'
import { type LetterScope, renderLetter } from './render-letter.ts'
import { mailWords } from './words.ts'

const look = { shopName: 'Ilgın Dokuma', color: '#00727a', logoUrl: '', postalAddress: 'Ilgın Sk. 4, İzmir' }

function scope(customer: Partial<LetterScope['customer']> = {}, language: 'tr' | 'en' = 'tr'): LetterScope {
  return {
    language,
    words: mailWords[language](look.shopName),
    shop: {
      name: look.shopName,
      postal_address: look.postalAddress,
      currency: 'TRY',
      time_zone: 'Europe/Istanbul',
    },
    customer: { order_count: 2, ...customer },
    last_order: { date: new Date('2026-09-14T22:30:00Z') },
    unsubscribe_url: 'https://vefa.example/u/1',
    preferences_url: 'https://vefa.example/u/1?p',
  }
}

function letter(body: string, rest: Partial<Letter> = {}): Letter {
  return { subject: 'Konu', preheader: '', body, textBody: '', ...rest }
}

async function rendered(given: Letter, person = scope(), purpose: 'marketing' | 'service' = 'marketing') {
  const result = renderLetter(await compileLetter(given, { look, purpose }), person)
  if ('fault' in result) throw new Error(result.fault)
  return result
}

describe('a letter', () => {
  test('becomes html and text with the person filled in', async () => {
    const { letter: mail, missing } = await rendered(
      letter(
        '# Merhaba {{ customer.first_name }}\n\nSizi **özledik**.\n\n- keten\n- pamuk\n\n[[Yeniler]](https://ornek.com/yeni?a=1&b=2)',
        { subject: '{{ customer.first_name | suffix: "dative" }} özel' },
      ),
      scope({ first_name: 'Ayşe' }),
    )
    expect(missing).toEqual([])
    expect(mail.subject).toBe("Ayşe'ye özel")
    expect(mail.html).toContain('Merhaba Ayşe')
    expect(mail.html).toContain('<strong>özledik</strong>')
    expect(mail.html).toContain('href="https://ornek.com/yeni?a=1&amp;b=2"')
    expect(mail.text).toContain('Merhaba Ayşe')
    expect(mail.text).toContain('https://ornek.com/yeni?a=1&b=2')
    expect(mail.text).not.toContain('&amp;')
  })

  test('names what is missing for a person, and is content with a default', async () => {
    const body = 'Merhaba {{ customer.first_name }}, {{ customer.city | default: "dostumuz" }}'
    const { missing } = await rendered(letter(body))
    expect(missing).toEqual(['customer.first_name'])
  })

  test('keeps people and their text from being read as markup', async () => {
    const { letter: mail } = await rendered(
      letter('{{ customer.first_name }}\n\n<script>x()</script> <b onclick="y()">kalın</b>'),
      scope({ first_name: '<img src=x onerror=alert(1)>' }),
    )
    expect(mail.html).not.toMatch(/<script>x|onclick|<img src=x/)
    expect(mail.html).toContain('<b>kalın</b>')
  })

  test('links nowhere but to the web and to mail, also when a variable makes the address', async () => {
    const { letter: mail } = await rendered(
      letter('[a](javascript:alert(1)) [b]({{ customer.city }})\n\n[[c]](data:text/html,x)'),
      scope({ city: 'javascript:alert(2)' }),
    )
    expect(mail.html).not.toMatch(/javascript:|data:text/)
  })

  test('carries the way out in every marketing mail, in the language of the person, and not in a service mail', async () => {
    const turkish = await rendered(letter('Selam'))
    expect(turkish.letter.html).toContain('https://vefa.example/u/1')
    expect(turkish.letter.html).toContain('Ilgın Sk. 4, İzmir')
    expect(turkish.letter.text).toContain('Artık almak istemiyorum: https://vefa.example/u/1')
    const english = await rendered(letter('Selam'), scope({}, 'en'))
    expect(english.letter.text).toContain('Unsubscribe: https://vefa.example/u/1')
    const service = await rendered(letter('Selam'), scope(), 'service')
    expect(service.letter.html).not.toContain('vefa.example/u/1')
  })

  test('takes blocks in or leaves them out by a condition', async () => {
    const body =
      '{% if customer.order_count > 1 %}\n\nYine bekleriz.\n\n{% else %}\n\nTanışalım.\n\n{% endif %}'
    const { letter: mail } = await rendered(letter(body))
    expect(mail.text).toContain('Yine bekleriz.')
    expect(mail.text).not.toContain('Tanışalım')
    expect(mail.html).not.toContain('Tanışalım')
  })

  test('writes money exactly and days in the time zone of the shop', async () => {
    const { letter: mail } = await rendered(
      letter('{{ customer.spent | money }} {{ last_order.date | date: "long" }}'),
      scope({ spent: '90071992547409.9300' }),
    )
    expect(mail.text).toContain('₺90.071.992.547.409,93')
    expect(mail.text).toContain('15 Eylül 2026')
  })

  test.each([
    [
      'a loop without end',
      '{% for i in (1..99999999) %}{% for j in (1..99999999) %}x{% endfor %}{% endfor %}',
    ],
    ['a file', '{% include "/etc/hostname" %}'],
  ])('is stopped at %s', async (_, body) => {
    const result = await compileLetter(letter(body), { look, purpose: 'service' }).then(
      (compiled) => renderLetter(compiled, scope()),
      (error: Error) => ({ fault: error.message }),
    )
    expect(result).toHaveProperty('fault')
  })

  test('calls nobody: a mail without images of its own loads nothing from anywhere', async () => {
    const { letter: mail } = await rendered(letter('Selam'), scope(), 'service')
    expect(mail.html).not.toMatch(/@import|<link|googleapis|src="/)
  })

  test('a subject stays one header line', async () => {
    const { letter: mail } = await rendered(
      letter('x', { subject: '{{ customer.first_name }}' }),
      scope({ first_name: 'a\r\nBcc: b@c.d' }),
    )
    expect(mail.subject).toBe('a Bcc: b@c.d')
  })
})

describe('checks', () => {
  const facts = { purpose: 'marketing' as const, postalAddress: 'İzmir', senderAddress: 'a@ornek.com' }

  test.each([
    [letter('x', { subject: '' }), ['subject_empty']],
    [letter(''), ['body_empty']],
    [letter('x', { subject: 'ç'.repeat(80) }), ['subject_long']],
    [letter('x', { subject: 'SON GÜN İNDİRİM' }), ['subject_capitals']],
    [letter('![](https://ornek.com/a.png)'), ['image_without_alt']],
    [letter('[a](ftp://ornek.com)'), ['link_unsafe']],
    [letter('Merhaba'), []],
  ])('%j', (given, codes) => {
    expect(checkLetter({ ...facts, letter: given }).map((check) => check.code)).toEqual(codes)
  })

  test('the shop without an address or a sender is told', () => {
    const codes = checkLetter({ ...facts, postalAddress: '', senderAddress: '', letter: letter('x') })
    expect(codes.map((check) => check.code)).toEqual(['no_sender', 'no_postal_address'])
  })
})

test.each([
  ['#00727a', '#ffffff'],
  ['#ffe45c', '#10191a'],
])('ink on %s is %s', (color, ink) => {
  expect(inkOn(color)).toBe(ink)
})
