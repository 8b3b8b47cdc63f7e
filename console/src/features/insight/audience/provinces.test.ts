import { describe, expect, test } from 'vitest'

import { mapColumns, mapRows, provinceName, provinces } from './provinces.ts'

describe('the tiles of Türkiye', () => {
  test('every plate from 1 to 81 once, with its own name', () => {
    expect(provinces.map(({ plate }) => plate).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 81 }, (_, index) => index + 1),
    )
    expect(new Set(provinces.map(({ name }) => name)).size).toBe(81)
  })

  test('each in a place of its own, inside the map', () => {
    expect(new Set(provinces.map(({ column, row }) => `${column}:${row}`)).size).toBe(81)
    expect(Math.max(...provinces.map(({ column }) => column))).toBe(mapColumns)
    expect(Math.max(...provinces.map(({ row }) => row))).toBe(mapRows)
  })

  test.each([
    ['34', 'İstanbul'],
    ['06', 'Ankara'],
    ['35', 'İzmir'],
    ['81', 'Düzce'],
    ['63', 'Şanlıurfa'],
    ['46', 'Kahramanmaraş'],
    ['Berlin', 'Berlin'],
  ])('%s is %s', (plate, name) => {
    expect(provinceName(plate)).toBe(name)
  })

  test('neighbours stand near one another', () => {
    const at = (plate: number) => provinces.find((one) => one.plate === plate)
    const [izmir, manisa, edirne, hakkari] = [at(35), at(45), at(22), at(30)]
    expect((manisa?.column ?? 0) - (izmir?.column ?? 0)).toBe(1)
    expect(edirne?.row).toBeLessThan(hakkari?.row ?? 0)
    expect(edirne?.column).toBeLessThan(hakkari?.column ?? 0)
  })
})
