import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { csvLine } from '#/platform/text/csv-line.ts'

import { reportHeader, reportLine } from './reject-report.ts'
import { type ReadRow, readRows } from './rows.ts'

test('a report opens in a spreadsheet with Turkish letters and names what was refused', () => {
  const line = { row: 7, column: 'Tutar', reason: 'bad-amount', excerpt: '1;=x', doubt: false }
  expect(reportHeader('tr') + reportLine(line, 'tr')).toBe(
    '\ufeffSatır;Sütun;Sonuç;Neden;İçerik\r\n7;Tutar;alınmadı;Tutar okunamadı;"1;=x"\r\n',
  )
  expect(reportLine({ ...line, doubt: true }, 'en')).toBe(
    '7,Tutar,row taken without this value,The amount cannot be read,"1;=x"\r\n',
  )
})

test('no cell begins as a formula, and all are read back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }),
      async (cells) => {
        async function* text() {
          yield csvLine(cells, 'en')
        }
        const rows: ReadRow[] = []
        const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const
        for await (const batch of readRows(text(), { dialect })) rows.push(...batch)
        const back = rows.flatMap((row) => (row.ok ? row.cells : []))
        const undone = back.map((cell, i) => (cell === `'${cells[i]}` ? cells[i] : cell))
        const trailing = cells.findLastIndex((cell) => cell !== '')
        expect(undone.slice(0, trailing + 1)).toEqual(cells.slice(0, trailing + 1))
        expect(back.filter((cell) => /^[=+@]/.test(cell))).toEqual([])
      },
    ),
  )
})
