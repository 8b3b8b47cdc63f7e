import { expect, test } from 'vitest'

import { type CsvCell, csvLine } from './csv-line.ts'

test.each<[CsvCell[], string]>([
  [['a', 'b c'], 'a,b c'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"'],
  [['=1+1', '+90 532', '@x', '-1', '\tx'], "'=1+1,'+90 532,'@x,'-1,'\tx"],
  [[{ decimal: '-12.50' }, { decimal: '12' }], '-12.50,12'],
  [['=cmd|" /C calc"!A0'], `"'=cmd|"" /C calc""!A0"`],
  [['', ' '], ', '],
])('%j', (cells, line) => {
  expect(csvLine(cells, 'en')).toBe(`${line}\r\n`)
})

test('Turkish spreadsheets get semicolons and decimal commas', () => {
  expect(csvLine(['İzmir', { decimal: '-1234.5000' }, 'a;b'], 'tr')).toBe('İzmir;-1234,5000;"a;b"\r\n')
})
