import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText, detectEncoding } from './decode.ts'
import { detectTable } from './detect.ts'
import { inspectTable, type OpenOptions, openTable } from './read-csv.ts'
import { DEFAULT_LIMITS, type Dialect, type ReadRow, readRows } from './rows.ts'
import { compileMapping } from './mapping.ts'
import { recogniseShape } from './shapes.ts'

async function* chunks<T extends { slice(a: number, b: number): T; length: number }>(whole: T, size: number) {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size)
}

async function read(content: Uint8Array | string, options: OpenOptions & { chunk?: number } = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const table = await openTable(chunks<Uint8Array>(bytes, options.chunk ?? 65_536), options)
  return { table, rows: await collect(table.batches) }
}

async function collect(batches: AsyncIterable<ReadRow[]>): Promise<ReadRow[]> {
  const rows: ReadRow[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

const brief = (rows: ReadRow[]) =>
  rows.map((row) => (row.ok ? row.cells.join('¦') : `${row.row}:${row.reason}`))
const TURKISH = 'Ad;Şehir;Tutar\nÇağrı Işık;İstanbul;1.234,50\nÖmer Üğüş;Iğdır;99,00\n'

describe('decoding', () => {
  test.each([
    ['UTF-8', Buffer.from(TURKISH), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TURKISH}`), 'utf-8'],
    ['windows-1254', iconv.encode(`${TURKISH}€;“a”;1,00\n`, 'windows-1254'), 'windows-1254'],
    ['ISO-8859-9', iconv.encode(TURKISH, 'iso-8859-9'), 'iso-8859-9'],
    ['UTF-16LE with a mark', iconv.encode(TURKISH, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16LE without', iconv.encode(TURKISH, 'utf-16le'), 'utf-16le'],
    ['UTF-16BE with a mark', iconv.encode(TURKISH, 'utf-16be', { addBOM: true }), 'utf-16be'],
  ])('%s, plain and packed, in whole and in single bytes', async (_name, bytes, encoding) => {
    for (const content of [bytes, gzipSync(bytes)]) {
      for (const chunk of [1, 7, 65_536]) {
        const { table, rows } = await read(content, { chunk })
        expect(table.encoding).toBe(encoding)
        expect(table.columns).toEqual(['Ad', 'Şehir', 'Tutar'])
        expect(brief(rows).slice(0, 2)).toEqual(['Çağrı Işık¦İstanbul¦1.234,50', 'Ömer Üğüş¦Iğdır¦99,00'])
        expect(table.decimal).toBe(',')
      }
    }
  })

  test('the first Turkish letter may come long after the sample', async () => {
    const ascii = 'name,city\n' + 'ali,izmir\n'.repeat(40_000)
    for (const encoding of ['utf-8', 'windows-1254']) {
      const { rows } = await read(iconv.encode(`${ascii}Şükrü,Iğdır\n`, encoding))
      expect(rows.at(-1)).toMatchObject({ cells: ['Şükrü', 'Iğdır'] })
    }
  })

  test('a letter cut by the end of the sample does not make UTF-8 something else', () => {
    const bytes = Buffer.from('aş')
    expect(detectEncoding(bytes.subarray(0, 2), false)).toBe('utf-8')
    expect(detectEncoding(bytes.subarray(0, 2), true)).toBe('iso-8859-9')
  })

  test('a packed file that breaks off gives its rows and a damaged-file reject', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i},${(i * 7919) % 10_007}`).join('\n')
    const packed = gzipSync(`no,value\n${lines}`)
    const { rows } = await read(packed.subarray(0, packed.length - 20_000))
    expect(rows.filter((row) => row.ok).length).toBeGreaterThan(20_000)
    expect(rows.at(-1)).toMatchObject({ ok: false, reason: 'damaged-file' })
  })

  test('a failing source is the caller’s error', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n1,2\n')
      throw new Error('disk gone')
    }
    const table = await openTable(failing())
    await expect(collect(table.batches)).rejects.toThrow('disk gone')
  })

  test('looking at a table closes its source early', async () => {
    for (const pack of [(bytes: Buffer) => bytes, gzipSync]) {
      const bytes = pack(
        Buffer.from(`no,value\n${Array.from({ length: 400_000 }, (_, i) => `${i},${i % 9973}`).join('\n')}`),
      )
      const state = { given: 0, closed: false }
      async function* watched(): AsyncGenerator<Uint8Array> {
        try {
          for await (const chunk of chunks<Uint8Array>(bytes, 16_384)) {
            state.given += chunk.length
            yield chunk
          }
        } finally {
          state.closed = true
        }
      }
      const table = await inspectTable(watched())
      expect(table).toMatchObject({ columns: ['no', 'value'], hasHeader: true })
      expect(table).not.toHaveProperty('batches')
      expect(state.closed).toBe(true)
      expect(state.given).toBeLessThan(bytes.length)
    }
  })

  test('the sample and the stream begin with the same text', async () => {
    const decoded = await decodeText(chunks<Uint8Array>(Buffer.from(TURKISH), 3))
    let text = ''
    for await (const part of decoded.text) text += part
    expect(text).toBe(TURKISH)
    expect(decoded).toMatchObject({ sample: TURKISH, complete: true, gzip: false })
  })
})

const COMMA: Dialect = { delimiter: ',', quote: '"', newline: '\n' }
const rowsOf = async (text: string, dialect = COMMA, chunk = 65_536) =>
  brief(await collect(readRows(chunks<string>(text, chunk), { dialect })))

describe('rows', () => {
  test.each([
    ['a,b\n1,2\n', ['a¦b', '1¦2']],
    ['a,b\r\n1,2\r\n', ['a¦b', '1¦2']],
    ['a,b\n1,2', ['a¦b', '1¦2']],
    ['a,b\n\n  \n1,2\n', ['a¦b', '1¦2']],
    ['a,b\n"1,5","x ""y"""\n', ['a¦b', '1,5¦x "y"']],
    ['a,b\r\n"1\r\n2","3"\r\n', ['a¦b', '1\r\n2¦3']],
    ['a,b\n"",""\n', ['a¦b', '¦']],
    ['a,b\n1,2,,\n', ['a¦b', '1¦2']],
    ['a,b\n1,2,3\n4,5\n', ['a¦b', '2:too-many-columns', '4¦5']],
    ['a,b,c\n1,2\n4,5,6\n', ['a¦b¦c', '2:too-few-columns', '4¦5¦6']],
    ['a,b,c\n1,2,3\n4,5', ['a¦b¦c', '1¦2¦3', '3:cut-off']],
    ['a,b\n1,"2', ['a¦b', '2:cut-off']],
    ['a,b\n1,24" tv\n3,4\n', ['a¦b', '2:stray-quote', '3¦4']],
    ['a,b\n1,"x"y\n3,4\n', ['a¦b', '2:stray-quote', '3¦4']],
    ['a,b\n1,"x\n3,4\n5,6\n', ['a¦b', '2:unclosed-quote', '3¦4', '5¦6']],
    ['a,b\n1,\0\n3,4\n', ['a¦b', '2:nul-byte', '3¦4']],
    ['', []],
    ['\n\n', []],
  ])('%j', async (text, expected) => {
    for (const chunk of [1, 3, 65_536]) expect(await rowsOf(text, COMMA, chunk)).toEqual(expected)
  })

  test('old line ends, blanks as columns, single quotes', async () => {
    expect(await rowsOf('a,b\r1,2\r', { ...COMMA, newline: '\r' })).toEqual(['a¦b', '1¦2'])
    expect(await rowsOf('  1   2\n10  20\r\n', { ...COMMA, delimiter: ' ', quote: null })).toEqual([
      '1¦2',
      '10¦20',
    ])
    expect(await rowsOf("'a,b',c\n", { ...COMMA, quote: "'" })).toEqual(['a,b¦c'])
  })

  test('limits reject the row and go on', async () => {
    const limits = { ...DEFAULT_LIMITS, fieldChars: 5, rowChars: 100_000, columns: 3 }
    const text = `a,b\n123456,1\n${'x'.repeat(300_000)},1\n3,4\n`
    const rows = await collect(readRows(chunks<string>(text, 10_000), { dialect: COMMA, limits }))
    expect(brief(rows)).toEqual(['a¦b', '2:field-too-long', '3:row-too-long', '3¦4'])
    const wide = await collect(readRows(chunks<string>('1,2,3,4\n', 9), { dialect: COMMA, limits }))
    expect(brief(wide)).toEqual(['1:too-many-columns'])
  })

  test('a quote that never closes costs one line of a long file', async () => {
    const good = 'some,thing\n'.repeat(150_000)
    const rows = await rowsOf(`a,b\n${good}1,"open\n${good}`)
    expect(rows.length).toBe(300_002)
    expect(rows.filter((row) => row.includes(':'))).toEqual(['150002:unclosed-quote'])
  })

  test('what is written by the rules of CSV is read back, in whatever chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from('ab1 ,;"\n\r\tığ')), maxLength: 8 })
    const table = fc.array(fc.tuple(cell, cell, fc.constant('end')), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, chunk) => {
        const text = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        const back = await collect(readRows(chunks<string>(text, chunk), { dialect: COMMA }))
        expect(back.map((row) => row.ok && row.cells)).toEqual(rows)
      }),
    )
  })
})

describe('detection', () => {
  test.each([
    ['a;b\n1,5;2\n', ';', true],
    ['a\tb\n1\t2\n', '\t', true],
    ['a|b\n1|2\n', '|', true],
    ['1,2\n3,4\n', ',', false],
    [' 1 2\n 3 4\n', ' ', false],
    ['"a;b","c"\n"d;e","f"\n', ',', true],
    ['ad,e-posta\nali,ali@shop.com\n', ',', true],
    ['ali,ali@shop.com\nveli,veli@shop.com\n', ',', false],
    ['word\n', ',', true],
  ])('%j', async (text, delimiter, hasHeader) => {
    const table = await detectTable(text, true)
    expect(table.dialect.delimiter).toBe(delimiter)
    expect(table.hasHeader).toBe(hasHeader)
  })

  test('columns without or with the same name get their own', async () => {
    const table = await detectTable('Ad,Ad,\nx,y,z\n', true)
    expect(table.columns).toEqual(['Ad', 'Ad (2)', '3'])
  })

  test('inches are letters in a file that quotes nothing', async () => {
    const { rows } = await read('no;name\n1;24" tv\n2;27" tv\n')
    expect(brief(rows)).toEqual(['1¦24" tv', '2¦27" tv'])
  })

  test('nothing at all is a table of nothing', async () => {
    for (const content of ['', '\n', '\ufeff']) expect((await read(content)).rows).toEqual([])
    expect((await read(gzipSync(''))).rows).toEqual([])
  })
})

describe('hostile input', () => {
  /** Reader, recogniser and mapper over any bytes: answers always, in bounded time. */
  async function survive(bytes: Uint8Array, chunk: number): Promise<number> {
    const table = await openTable(chunks<Uint8Array>(bytes, chunk))
    const compiled = compileMapping(recogniseShape(table).mapping, table.columns)
    let rows = 0
    for await (const batch of table.batches) {
      for (const row of batch) {
        rows += 1
        if (row.ok && compiled.ok) compiled.apply(row.cells)
      }
    }
    return rows
  }

  const signs = fc.string({
    unit: fc.constantFrom(...Array.from('",;\n\r\t|\' 019.-a@İş\0\ufeff')),
    maxLength: 200,
  })
  const noise = fc.uint8Array({ maxLength: 300 })
  const packed = fc.uint8Array({ maxLength: 60 }).map((tail) => Uint8Array.from([0x1f, 0x8b, 8, 0, ...tail]))
  const cut = fc
    .tuple(signs, fc.nat(60))
    .map(([text, keep]) => new Uint8Array(gzipSync(text).subarray(0, keep)))
  const words = fc
    .array(
      fc.constantFrom(
        'Sipariş No',
        'Tarih',
        'Tutar',
        'E-posta',
        '1.234,5',
        '31.02.2026',
        'C1',
        '=1+1',
        '9'.repeat(50),
      ),
    )
    .map((cells) => Buffer.from(cells.map((cell, i) => cell + (i % 4 === 3 ? '\n' : ';')).join('')))
  const bytes = fc.oneof(
    signs.map((text) => new Uint8Array(Buffer.from(text))),
    noise,
    packed,
    cut,
    words,
  )

  test('10,000 files of anything never throw and never hang', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 70 }), async (content, chunk) => {
        expect(await survive(content, chunk)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 10_000 },
    )
  })

  test.each([
    ['only quotes', '"'.repeat(3_000_000)],
    ['a quote in every line', 'a,"b\n'.repeat(300_000)],
    ['quotes that open anew in every line', 'x","\n'.repeat(300_000)],
    ['three quotes a line', '"""\n'.repeat(400_000)],
    ['doubled quotes after an open one', `a,"\n${'"",""\n'.repeat(300_000)}`],
    ['only delimiters', ','.repeat(3_000_000)],
    ['only line ends', '\r\n'.repeat(1_500_000)],
    ['one long line', 'x'.repeat(5_000_000)],
    ['zeros', '\0'.repeat(3_000_000)],
  ])('%s, three megabytes, in seconds', { timeout: 20_000 }, async (_name, text) => {
    expect(await survive(Buffer.from(text), 65_536)).toBeGreaterThanOrEqual(0)
  })

  test('a packed file that unpacks a thousandfold keeps memory flat', { timeout: 60_000 }, async () => {
    const bomb = gzipSync(Buffer.from('a,b\n'.repeat(5_000_000)))
    const before = process.memoryUsage().rss
    let peak = before
    const table = await openTable(chunks<Uint8Array>(bomb, 65_536))
    let rows = 0
    for await (const batch of table.batches) {
      rows += batch.length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(rows).toBe(4_999_999 + (table.hasHeader ? 0 : 1))
    expect(peak - before).toBeLessThan(300e6)
  })
})
