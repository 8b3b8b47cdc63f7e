import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { attributeTypes, coerceAttribute, typeOfValue } from './attributes.ts'
import { asPrefixQuery, asVector, searchWords, typedWords } from './search-words.ts'

describe('attributes', () => {
  test.each([
    ['number', '1.234,5', 1234.5],
    ['number', '12.5', 12.5],
    ['number', 'on iki', undefined],
    ['date', '3.12.1990', '1990-12-03'],
    ['date', '1990-12-03T10:00:00Z', '1990-12-03'],
    ['date', '31.02.2026', undefined],
    ['boolean', 'Evet', true],
    ['boolean', 'hayır', false],
    ['boolean', 'belki', undefined],
    ['list', 'kum, toprak;kum', ['kum', 'toprak']],
    ['text', 42, '42'],
    ['text', '', undefined],
  ] as const)('%s from %j is %j', (type, raw, value) => {
    expect(coerceAttribute(type, raw)).toEqual(value)
  })

  test('bringing a value to its type twice changes nothing, and a guessed type fits its value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...attributeTypes), fc.jsonValue(), (type, raw) => {
        const once = coerceAttribute(type, raw)
        expect(once === undefined ? undefined : coerceAttribute(type, once)).toEqual(once)
        const guessed = typeOfValue(raw)
        expect(guessed === undefined || coerceAttribute(guessed, raw) !== undefined).toBe(true)
      }),
    )
  })
})

describe('words', () => {
  test('of a customer, as they are found', () => {
    const identities = [
      { kind: 'email', value: 'ayse.isik@posta.com' },
      { kind: 'phone', value: '+905324175512' },
      { kind: 'anonymous', value: 'd-1' },
    ]
    const words = searchWords({ name: 'Ayşe IŞIK', company: null, city: 'Iğdır', district: null, identities })
    expect(words).toEqual(['ayse', 'isik', 'igdir', '905324175512', '5324175512', '4175512', '5512'])
  })

  test.each([
    ['0532 417 55 12', ['5324175512']],
    ['(532) 417-5512', ['5324175512']],
    ['0417551', ['0417551']],
    ['Işık Ayşe', ['isik', 'ayse']],
  ])('of what was typed: %s', (query, words) => {
    expect(typedWords(query)).toEqual(words)
  })

  test('nothing typed can leave its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = typedWords(text)
        expect(
          asVector(words)
            .replaceAll(/'[\p{L}\p{N}]+'/gu, '')
            .trim(),
        ).toBe('')
        expect((asPrefixQuery(words) ?? '').replaceAll(/'[\p{L}\p{N}]+':\*( & )?/gu, '')).toBe('')
      }),
    )
  })
})
