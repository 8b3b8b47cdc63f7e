import { expect, test } from 'vitest'

import { csvLine } from './csv-line.ts'

test.each([
  [['a', 'b c'], 'a,b c'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"'],
  [['=1+1', '+90 532', '@x', '-x', '\tx'], "'=1+1,'+90 532,'@x,'-x,'\tx"],
  [['-12.50', '-1', '12'], '-12.50,-1,12'],
  [['=cmd|" /C calc"!A0'], `"'=cmd|"" /C calc""!A0"`],
  [['', ' '], ', '],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`)
})
