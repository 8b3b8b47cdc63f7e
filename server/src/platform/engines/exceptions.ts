/** ClickHouse's exceptions on the wire: their text, their number and the HTTP status a server answers with. */

export class EventStoreError extends Error {
  readonly code: number

  constructor(code: number, type: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message} (${type})`)
    this.code = code
  }
}

/** The engine reports failures as text; the number in front is the only thing to go by. */
export function exceptionOf(error: unknown): EventStoreError {
  if (error instanceof EventStoreError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = Number(/^Code: (\d+)\./.exec(message)?.[1] ?? 1001)
  const failure = new EventStoreError(code, 'STD_EXCEPTION', message)
  if (code !== 1001) failure.message = message
  return failure
}

const statuses: readonly [number, readonly number[]][] = [
  [401, [194]],
  [403, [192, 193, 497, 516, 519, 164]],
  [404, [16, 46, 47, 50, 56, 60, 81, 115, 63, 107, 129]],
  [
    400,
    [
      6, 26, 27, 33, 38, 41, 43, 44, 53, 62, 69, 70, 72, 73, 117, 130, 131, 181, 182, 184, 215, 344, 36, 42,
      456, 457,
    ],
  ],
  [408, [209, 159]],
  [413, [396]],
  [501, [48]],
  [503, [202, 210, 236, 519]],
]

/** The HTTP status for an exception, as a ClickHouse server chooses it: 500 unless the question itself was wrong. */
export function statusOf(code: number): number {
  return statuses.find(([, codes]) => codes.includes(code))?.[0] ?? 500
}
