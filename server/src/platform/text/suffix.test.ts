import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameWithSuffix, numberWithSuffix, type TurkishCase } from './suffix.ts'

describe('nameWithSuffix', () => {
  const order: TurkishCase[] = ['dative', 'accusative', 'genitive', 'locative', 'ablative', 'instrumental']
  test.each([
    ['Ayşe', "Ayşe'ye Ayşe'yi Ayşe'nin Ayşe'de Ayşe'den Ayşe'yle"],
    ['Ali', "Ali'ye Ali'yi Ali'nin Ali'de Ali'den Ali'yle"],
    ['Ahmet', "Ahmet'e Ahmet'i Ahmet'in Ahmet'te Ahmet'ten Ahmet'le"],
    ['Oğuz', "Oğuz'a Oğuz'u Oğuz'un Oğuz'da Oğuz'dan Oğuz'la"],
    ['Gül', "Gül'e Gül'ü Gül'ün Gül'de Gül'den Gül'le"],
    ['Işık', "Işık'a Işık'ı Işık'ın Işık'ta Işık'tan Işık'la"],
    ['IŞIK', "IŞIK'a IŞIK'ı IŞIK'ın IŞIK'ta IŞIK'tan IŞIK'la"],
    ['Kemal', "Kemal'e Kemal'i Kemal'in Kemal'de Kemal'den Kemal'le"],
    ['Erdal', "Erdal'a Erdal'ı Erdal'ın Erdal'da Erdal'dan Erdal'la"],
    ['TRT', "TRT'ye TRT'yi TRT'nin TRT'de TRT'den TRT'yle"],
    ['Umut Kaya', "Umut Kaya'ya Umut Kaya'yı Umut Kaya'nın Umut Kaya'da Umut Kaya'dan Umut Kaya'yla"],
    ['Lâle', "Lâle'ye Lâle'yi Lâle'nin Lâle'de Lâle'den Lâle'yle"],
  ])('%s', (name, forms) => {
    expect(order.map((turkishCase) => nameWithSuffix(name, turkishCase)).join(' ')).toBe(forms)
  })

  test('blanks go, and nothing is added to nothing', () => {
    expect(nameWithSuffix(' Can ', 'dative')).toBe("Can'a")
    expect(nameWithSuffix('  ', 'dative')).toBe('')
    expect(nameWithSuffix('***', 'dative')).toBe('***')
    expect(nameWithSuffix('Galaxy S24', 'dative')).toBe("Galaxy S24'e")
  })

  test('the ending agrees with the last vowel, whatever stands before it', () => {
    const stem = fc.string({
      unit: fc.constantFrom(...Array.from('abcçdefgğhıijklmnoöprsştuüvyz')),
      minLength: 1,
    })
    fc.assert(
      fc.property(stem, fc.constantFrom('e', 'i', 'ö', 'ü'), (start, vowel) => {
        expect(nameWithSuffix(`${start}${vowel}z`, 'ablative')).toBe(`${start}${vowel}z'den`)
      }),
    )
  })
})

test.each([
  [0, 'dative', "0'a"],
  [1, 'accusative', "1'i"],
  [2, 'dative', "2'ye"],
  [3, 'locative', "3'te"],
  [4, 'accusative', "4'ü"],
  [5, 'ablative', "5'ten"],
  [6, 'possessive', "6'sı"],
  [7, 'possessive', "7'si"],
  [9, 'genitive', "9'un"],
  [10, 'possessive', "10'u"],
  [20, 'dative', "20'ye"],
  [40, 'locative', "40'ta"],
  [60, 'possessive', "60'ı"],
  [90, 'dative', "90'a"],
  [100, 'possessive', "100'ü"],
  [1500, 'locative', "1500'de"],
  [2026, 'locative', "2026'da"],
  [3000, 'genitive', "3000'in"],
  [1_000_000, 'dative', "1000000'a"],
  ['2,5', 'dative', "2,5'e"],
  ['1.5', 'possessive', "1,5'i"],
] as const)('%s in the %s is %s', (number, turkishCase, expected) => {
  expect(numberWithSuffix(number, turkishCase)).toBe(expected)
})
