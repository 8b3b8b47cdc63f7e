import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldExpression, foldForSearch } from './fold.ts'

describe('foldForSearch', () => {
  test.each([
    ['IŞIK', 'isik'],
    ['ışık', 'isik'],
    ['İSTANBUL', 'istanbul'],
    ['İstanbul'.toLowerCase(), 'istanbul'],
    ['teklIflerI', 'teklifleri'],
    ['Çağrı Öztürk', 'cagri ozturk'],
    ['SİPARİŞ', 'siparis'],
    ['I\u0307zmir', 'izmir'],
    ['s\u0327eker', 'seker'],
    ['Café Ångström', 'cafe angstrom'],
    ['ﬁyat ①', 'fiyat 1'],
    ['한국', '한국'],
    ['', ''],
  ])('%s becomes %s', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded)
  })

  test('all four letters i meet', () => {
    expect(new Set(['I', 'ı', 'İ', 'i'].map(foldForSearch))).toEqual(new Set(['i']))
  })

  test('folding Turkish words twice changes nothing, whatever their case', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('abcçdefgğhıijklmnoöprsştuüvyzâîû 0123456789')),
    })
    fc.assert(
      fc.property(word, (text) => {
        const key = foldForSearch(text)
        expect(foldForSearch(key)).toBe(key)
        expect(foldForSearch(text.toLocaleUpperCase('tr'))).toBe(key)
        expect(key).toMatch(/^[a-z0-9 ]*$/)
      }),
    )
  })

  test('any text at all is folded without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldForSearch(text)).not.toMatch(/ı|İ/)
      }),
    )
  })
})

test('foldExpression names its operand once and mirrors the steps', () => {
  expect(foldExpression('name')).toBe(
    `normalize(translate(regexp_replace(normalize(lower(normalize(name, NFKC) COLLATE "tr-x-icu"), NFD), U&'[\\0300-\\036F]', '', 'g'), U&'\\0131', 'i'), NFC)`,
  )
})
