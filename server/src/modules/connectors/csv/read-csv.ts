/** Owns opening a file as a table: bytes in, a detected dialect, column names and batches of rows out. */
import { type DecodedText, decodeText, type Encoding } from './decode.ts'
import { detectTable, type SampleTable } from './detect.ts'
import { type Dialect, type ReadRow, readRows, type RowLimits } from './rows.ts'

export type OpenedTable = SampleTable & {
  encoding: Encoding
  gzip: boolean
  /** All rows of values from the first on; the header, where there is one, is left out but counted as row 1. */
  batches: AsyncIterable<ReadRow[]>
}

export type OpenOptions = { encoding?: Encoding; dialect?: Dialect; hasHeader?: boolean; limits?: RowLimits }

/** Opens a stream of bytes once. What the caller knows better than the detection goes into `options`. */
export async function openTable(
  source: AsyncIterable<Uint8Array>,
  options: OpenOptions = {},
): Promise<OpenedTable> {
  const { encoding } = options
  const decoded = await decodeText(source, encoding === undefined ? {} : { encoding })
  const table = await detectTable(decoded.sample, decoded.complete)
  const dialect = options.dialect ?? table.dialect
  const hasHeader = options.hasHeader ?? table.hasHeader
  return {
    ...table,
    encoding: decoded.encoding,
    gzip: decoded.gzip,
    dialect,
    hasHeader,
    batches: bodyOf(decoded),
  }

  function bodyOf({ text }: DecodedText): AsyncIterable<ReadRow[]> {
    const columns = table.columns.length
    const { limits } = options
    const row = { dialect, ...(columns > 0 && { columns }), ...(limits !== undefined && { limits }) }
    return withoutHeader(readRows(text, row), hasHeader)
  }
}

/** What {@link openTable} finds out from the sample alone; the source is closed without being read to its end. */
export async function inspectTable(
  source: AsyncIterable<Uint8Array>,
  options: OpenOptions = {},
): Promise<Omit<OpenedTable, 'batches'>> {
  const { batches, ...table } = await openTable(source, options)
  const iterator = batches[Symbol.asyncIterator]()
  // A generator that was never asked has nothing open yet, so it is asked once before it is told to stop.
  await iterator.next()
  await iterator.return?.()
  return table
}

async function* withoutHeader(
  batches: AsyncIterable<ReadRow[]>,
  hasHeader: boolean,
): AsyncGenerator<ReadRow[]> {
  let pending = hasHeader
  for await (const batch of batches) {
    yield pending && batch[0]?.row === 1 ? batch.slice(1) : batch
    pending = false
  }
}
