/** Reads one ClickHouse statement far enough to know its verb, its format, its inline data and whether a second one follows. */

export type Statement =
  | { kind: 'read'; text: string; formatAt: number | null; format: string | null }
  | { kind: 'write'; text: string; head: string; settings: string; format: string; dataAt: number }
  | { kind: 'command'; text: string; format: string | null }

export type StatementProblem = 'empty' | 'multiple' | 'files'

type Token = { start: number; end: number; word: string | null; mark: string; depth: number }

const readers = new Set([
  'SELECT',
  'WITH',
  'FROM',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'EXISTS',
  'CHECK',
  '(',
])

/**
 * Splits a statement for execution from files: a read knows where its FORMAT stands, a write where its data begins.
 * Data after `FORMAT x` or `VALUES` is never looked into. Returns a problem instead for an empty text, for more than
 * one statement, and for a statement that names a file of the machine.
 */
export function readStatement(sql: string): Statement | StatementProblem {
  const tokens = significantTokens(sql)
  const first = tokens[0]
  if (!first) return 'empty'
  const verb = first.word ?? first.mark
  if (verb === 'INSERT') {
    const write = readWrite(sql, tokens)
    if (write) return write
  }
  return readSingle(sql, tokens, verb)
}

function readSingle(sql: string, tokens: Token[], verb: string): Statement | StatementProblem {
  const semicolon = tokens.findIndex((token) => token.mark === ';')
  if (semicolon >= 0 && tokens.slice(semicolon).some((token) => token.mark !== ';')) return 'multiple'
  const body = semicolon >= 0 ? tokens.slice(0, semicolon) : tokens
  if (body.length === 0) return 'empty'
  if (namesFile(body)) return 'files'
  const text = sql.slice(0, body.at(-1)?.end)
  const clause = formatClause(sql, body)
  if (!readers.has(verb)) return { kind: 'command', text, format: clause?.format ?? null }
  return { kind: 'read', text, formatAt: clause?.at ?? null, format: clause?.format ?? null }
}

/** The data of a write starts behind `FORMAT x` or `VALUES`; an INSERT … SELECT has none and is no write. */
function readWrite(sql: string, tokens: Token[]): Statement | StatementProblem | null {
  const top = tokens.findIndex(
    (token, index) =>
      token.depth === 0 &&
      !followsName(tokens, index) &&
      (token.word === 'SELECT' ||
        token.word === 'WITH' ||
        token.word === 'VALUES' ||
        isFormat(tokens, index)),
  )
  const keyword = tokens[top]
  if (!keyword || keyword.word === 'SELECT' || keyword.word === 'WITH') return null
  const before = tokens.slice(0, top)
  if (before.some((token) => token.mark === ';')) return null
  if (namesFile(before)) return 'files'
  const settingsAt = before.findIndex(
    (token, index) => token.depth === 0 && token.word === 'SETTINGS' && !followsName(tokens, index),
  )
  const split = settingsAt < 0 ? keyword.start : startOf(before, settingsAt)
  const name = tokens[top + 1]
  const values = keyword.word === 'VALUES'
  return {
    kind: 'write',
    text: sql,
    head: sql.slice(0, split),
    settings: sql.slice(split, keyword.start),
    format: values ? 'Values' : sql.slice(name?.start, name?.end),
    dataAt: values ? keyword.end : dataStart(sql, name?.end ?? sql.length),
  }
}

/** `FORMAT` as a clause is a bare word followed by the bare name of a format. */
function isFormat(tokens: Token[], index: number): boolean {
  return tokens[index]?.word === 'FORMAT' && tokens[index + 1]?.word != null
}

/** The last FORMAT at the top level; names inside parentheses and quotes are none. */
function formatClause(sql: string, tokens: Token[]): { at: number; format: string } | null {
  const index = tokens.findLastIndex((token, at) => token.depth === 0 && isFormat(tokens, at))
  if (index <= 0 || followsName(tokens, index)) return null
  const name = tokens[index + 1]
  return { at: startOf(tokens, index), format: sql.slice(name?.start, name?.end) }
}

/** A word behind `INTO`, `TABLE`, `FUNCTION` or a dot is a name, whatever it spells. */
function followsName(tokens: Token[], index: number): boolean {
  const previous = tokens[index - 1]
  if (!previous) return false
  return (
    previous.mark === '.' ||
    previous.word === 'INTO' ||
    previous.word === 'TABLE' ||
    previous.word === 'FUNCTION'
  )
}

function namesFile(tokens: Token[]): boolean {
  return tokens.some(
    (token, index) =>
      token.depth === 0 &&
      ((token.word === 'INFILE' && tokens[index - 1]?.word === 'FROM') ||
        (token.word === 'OUTFILE' && tokens[index - 1]?.word === 'INTO')),
  )
}

/** As ClickHouse does: blanks behind the format's name and one line break do not belong to the data. */
function dataStart(sql: string, end: number): number {
  const gap = /^[ \t]*(?:\r?\n)?/.exec(sql.slice(end, end + 1024))
  return end + (gap?.[0].length ?? 0)
}

function startOf(tokens: Token[], index: number): number {
  return tokens[index]?.start ?? 0
}

/**
 * Every token but blanks and comments. Words come in upper case; quoted names and strings are marks of their own.
 * Inside an INSERT the walk stops behind `FORMAT name` or `VALUES`, where the data begins.
 */
function significantTokens(sql: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  let at = 0
  while (at < sql.length) {
    const { end, word, skipped } = nextToken(sql, at)
    if (!skipped) {
      const mark = sql[at] ?? ''
      if (')]}'.includes(mark)) depth--
      tokens.push({ start: at, end, word, mark, depth })
      if ('([{'.includes(mark)) depth++
      if (word !== null && dataFollows(tokens)) return tokens
    }
    at = end
  }
  return tokens
}

/** True once the last tokens of an INSERT without SELECT open its data. */
function dataFollows(tokens: Token[]): boolean {
  if (tokens[0]?.word !== 'INSERT') return false
  const last = tokens.length - 1
  const token = tokens[last]
  if (token?.depth !== 0 || followsName(tokens, last)) return false
  const opens = token.word === 'VALUES' || (isFormat(tokens, last - 1) && !followsName(tokens, last - 1))
  return opens && !tokens.some((other) => other.depth === 0 && other.word === 'SELECT')
}

const patterns = {
  blank: /\s+/y,
  line: /(?:--|#!|# )[^\n]*/y,
  quoted: /'(?:[^'\\]|\\[\s\S]|'')*'|`(?:[^`\\]|\\[\s\S]|``)*`|"(?:[^"\\]|\\[\s\S]|"")*"/y,
  heredoc: /\$([A-Za-z_]*)\$[\s\S]*?\$\1\$/y,
  word: /[A-Za-z_][A-Za-z0-9_$]*/y,
  number: /[0-9][A-Za-z0-9_.]*/y,
}

function nextToken(sql: string, at: number): { end: number; word: string | null; skipped: boolean } {
  const gap = match(patterns.blank, sql, at) ?? match(patterns.line, sql, at) ?? blockComment(sql, at)
  if (gap !== null) return { end: gap, word: null, skipped: true }
  const word = match(patterns.word, sql, at)
  if (word !== null) return { end: word, word: sql.slice(at, word).toUpperCase(), skipped: false }
  const other =
    match(patterns.quoted, sql, at) ??
    match(patterns.heredoc, sql, at) ??
    match(patterns.number, sql, at) ??
    at + 1
  return { end: other, word: null, skipped: false }
}

function match(pattern: RegExp, sql: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(sql) ? pattern.lastIndex : null
}

/** ClickHouse nests block comments. */
function blockComment(sql: string, at: number): number | null {
  if (!sql.startsWith('/*', at)) return null
  let depth = 0
  for (let index = at; index < sql.length; index++) {
    if (sql.startsWith('/*', index)) depth++
    else if (sql.startsWith('*/', index)) depth--
    else continue
    index++
    if (depth === 0) return index + 1
  }
  return sql.length
}
