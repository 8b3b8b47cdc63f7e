import { expect, test } from 'vitest'

import { type CsvCell, csvLine } from './csv-line.ts'

test.each<[CsvCell[], string]>([
  [['a', 'b c'], 'a,b c'],
  [['a,b', 'say "x"', 'two\nlines', 'a;b'], '"a,b","say ""x""","two\nlines","a;b"'],
  [['=1+1', '+90 532', '@x', '-2+3', '|x', '%x'], `'=1+1,'+90 532,'@x,'-2+3,'|x,'%x`],
  [['\tx', ' =cmd', '\t=cmd', '＝cmd', '\ufeff=cmd'], `"'\tx",' =cmd,"'\t=cmd",'＝cmd,'\ufeff=cmd`],
  [['-1', '-12.50', '-12,50'], '-1,-12.50,"-12,50"'],
  [[{ decimal: '-12.50' }, { decimal: '12' }, 3, 0.5], '-12.50,12,3,0.5'],
  [['=cmd|" /C calc"!A0'], `"'=cmd|"" /C calc""!A0"`],
  [['', ' ', ' a', null, 'a\0b'], '," "," a",,ab'],
  [[new Date('2026-11-20T23:59:00Z')], '2026-11-20'],
])('%j', (cells, line) => {
  expect(csvLine(cells, 'en')).toBe(`${line}\r\n`)
})

test('Turkish spreadsheets get semicolons and decimal commas', () => {
  const cells = ['İzmir', { decimal: '-1234.5000' }, 'a;b', 2.5]
  expect(csvLine(cells, 'tr')).toBe('İzmir;-1234,5000;"a;b";2,5\r\n')
})
