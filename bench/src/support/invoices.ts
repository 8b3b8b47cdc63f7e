/** A table of invoice lines shaped like a real shop's year: orders of some twenty lines, a quarter of them without a customer. */

const products = 3_900
const customers = 4_300
const linesEach = 21
const minute = 60_000
const begin = Date.UTC(2025, 0, 2, 8)

const invoiceHeader = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n'

/** Chunks of CSV, the same ones every time. */
export function* invoiceChunks(rows: number): Generator<string> {
  yield invoiceHeader
  let chunk: string[] = []
  for (let row = 0; row < rows; row += 1) {
    chunk.push(invoiceLine(row))
    if (chunk.length < 5_000) continue
    yield chunk.join('')
    chunk = []
  }
  yield chunk.join('')
}

function invoiceLine(row: number): string {
  const order = Math.floor(row / linesEach)
  const seed = (row * 2_654_435_761) % 4_294_967_296
  const product = seed % products
  const customer = order % 4 === 3 ? '' : `${12_000 + ((order * 7_919) % customers)}.0`
  const at = new Date(begin + order * 20 * minute).toISOString().slice(0, 19).replace('T', ' ')
  const cancelled = order % 7 === 6
  const quantity = (cancelled ? -1 : 1) * (1 + (seed % 12))
  const price = ((product % 900) / 100 + 0.29).toFixed(2)
  const number = `${cancelled ? 'C' : ''}${536_365 + order}`
  return `${number},${20_000 + product},PRODUCT ${product} OF THE BENCH,${quantity},${at},${price},${customer},United Kingdom\n`
}
