import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifiesOnePerson, normaliseEmail, normalisePhone } from './identifiers.ts'

describe('normaliseEmail', () => {
  test.each([
    ['INFO.ALI@SHOP.COM', 'info.ali@shop.com'],
    [' Ayse.Yilmaz+vefa@Gmail.com ', 'ayse.yilmaz+vefa@gmail.com'],
    ['İREM@shop.com', 'irem@shop.com'],
    ['"Ayşe Y." <ayse@shop.com>', 'ayse@shop.com'],
    ['mailto:ayse@shop.com', 'ayse@shop.com'],
    ["'ayse@shop.com", 'ayse@shop.com'],
    ['ayse@shop.com.', 'ayse@shop.com'],
    ['\u200bayse@shop.com\ufeff', 'ayse@shop.com'],
    ['ayse@çiçek.com', 'ayse@xn--iek-1lab.com'],
  ])('%s is %s', (raw, email) => {
    expect(normaliseEmail(raw)).toMatchObject({ ok: true, email, kind: 'personal' })
  })

  test.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['YOK', 'empty'],
    ['ayse', 'malformed'],
    ['@shop.com', 'malformed'],
    ['ayse@', 'malformed'],
    ['ayse@localhost', 'malformed'],
    ['a..b@shop.com', 'malformed'],
    ['.a@shop.com', 'malformed'],
    ['ayşe@shop.com', 'malformed'],
    ['a b@shop.com', 'malformed'],
    ['a@b@shop.com', 'malformed'],
    ['a@shop,com', 'malformed'],
    ['a@-shop.com', 'malformed'],
    ['a@1.2.3.4', 'malformed'],
    [`${'a'.repeat(65)}@shop.com`, 'malformed'],
    ['asd@asd.com', 'placeholder'],
    ['test@shop.com', 'placeholder'],
    ['mail.yok@shop.com', 'placeholder'],
    ['ali@example.com', 'placeholder'],
    ['ali@anything.invalid', 'placeholder'],
    ['0000@hotmail.com', 'placeholder'],
  ])('%s is refused as %s', (raw, reason) => {
    expect(normaliseEmail(raw)).toEqual({ ok: false, reason })
  })

  test.each([
    ['noreply@shop.com', 'automated'],
    ['no-reply-42@shop.com', 'automated'],
    ['do_not_reply@shop.com', 'automated'],
    ['info@shop.com', 'role'],
    ['INFO+eski@shop.com', 'role'],
    ['musteri.hizmetleri@shop.com', 'role'],
    ['k3j4@mail.trendyol.com', 'masked'],
    ['x9@musteri.hepsiburada.com', 'masked'],
    ['99@n11.com', 'masked'],
    ['abc123@marketplace.amazon.com.tr', 'masked'],
    ['k4x@privaterelay.appleid.com', 'masked'],
    ['information@shop.com', 'personal'],
    ['ali@nottrendyol.com', 'personal'],
  ])('%s is %s', (raw, kind) => {
    const email = normaliseEmail(raw)
    expect(email).toMatchObject({ ok: true, kind })
    expect(identifiesOnePerson(email)).toBe(kind === 'personal')
  })

  test('a normal form is its own normal form, and any text gets an answer', () => {
    const word = fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 400 }))
    fc.assert(
      fc.property(word, (raw) => {
        const email = normaliseEmail(raw)
        expect(email.ok ? normaliseEmail(email.email) : email).toEqual(email)
      }),
    )
  })
})

describe('normalisePhone', () => {
  test.each([
    ['0532 123 45 68', '+905321234568'],
    ['5321234568', '+905321234568'],
    ['905321234568', '+905321234568'],
    ['00905321234568', '+905321234568'],
    ['+90 (532) 123-45-68', '+905321234568'],
    ["'05321234568", '+905321234568'],
    ['5321234568.0', '+905321234568'],
    ['0212 293 00 10', '+902122930010'],
    ['+49 30 901820', '+4930901820'],
  ])('%s is %s', (raw, e164) => {
    expect(normalisePhone(raw, 'TR')).toMatchObject({ ok: true, e164 })
  })

  test.each([
    ['', 'empty'],
    ['yok', 'empty'],
    ['9,05321E+11', 'rounded'],
    ['9.05321E+11', 'rounded'],
    ['0000000000', 'placeholder'],
    ['05320000000', 'placeholder'],
    ['1111111111', 'placeholder'],
    ['555 555 55 55', 'placeholder'],
    ['0532 123 45 67', 'placeholder'],
    ['1234567890', 'placeholder'],
    ['0123', 'invalid'],
    ['ayse@shop.com', 'malformed'],
    ['+', 'malformed'],
  ])('%s is refused as %s', (raw, reason) => {
    expect(normalisePhone(raw, 'TR')).toEqual({ ok: false, reason })
  })

  test('the kind tells a mobile from a switchboard', () => {
    expect(normalisePhone('05321234568', 'TR')).toMatchObject({ kind: 'mobile', country: 'TR' })
    expect(normalisePhone('02122930010', 'TR')).toMatchObject({ kind: 'fixed' })
    expect(normalisePhone('4440532', 'TR')).toMatchObject({ kind: 'shared' })
  })

  test('a normal form is its own normal form, and any text gets an answer', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789+ ()-')) })
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ unit: 'binary', maxLength: 80 })), (raw) => {
        const phone = normalisePhone(raw, 'TR')
        expect(phone.ok ? normalisePhone(phone.e164, 'US') : phone).toEqual(phone)
      }),
    )
  })
})
