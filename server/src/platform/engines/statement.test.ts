/** What is read out of a statement: verb, format, inline data, and what is refused. */
import { describe, expect, it } from 'vitest'
import { readStatement } from './statement.ts'

describe('a read', () => {
  it.each([
    ['SELECT 1', null],
    ['SELECT 1 FORMAT JSONEachRow', 'JSONEachRow'],
    ['select 1 format CSV ;', 'CSV'],
    ["WITH 'FORMAT x' AS f SELECT f -- FORMAT TSV", null],
    ['SELECT (SELECT 1 FORMAT Null) FORMAT JSON SETTINGS max_threads = 1', 'JSON'],
    ['/* a /* nested */ ; comment */ SELECT `FORMAT` FROM t', null],
    ["SELECT 'it''s; \\' ok' FORMAT TSV", 'TSV'],
    ['SELECT $$; FORMAT CSV$$', null],
  ])('%s', (sql, format) => {
    expect(readStatement(sql)).toMatchObject({ kind: 'read', format })
  })

  it('keeps everything before its FORMAT as it was written', () => {
    const statement = readStatement('SELECT 1\nFORMAT JSON')
    if (typeof statement !== 'object' || statement.kind !== 'read') throw new Error('not a read')
    expect(statement.text.slice(0, statement.formatAt ?? 0)).toBe('SELECT 1\n')
  })
})

describe('a write', () => {
  it.each([
    [
      'INSERT INTO t FORMAT JSONEachRow\n{"a":1};{"b":2}',
      'JSONEachRow',
      '{"a":1};{"b":2}',
      'INSERT INTO t ',
      '',
    ],
    ["INSERT INTO t (a) VALUES (1),('; SELECT')", 'Values', " (1),('; SELECT')", 'INSERT INTO t (a) ', ''],
    ['INSERT INTO t SETTINGS x=1 FORMAT CSV', 'CSV', '', 'INSERT INTO t ', 'SETTINGS x=1 '],
    [
      'insert into db.values (values) format RowBinary \n\n',
      'RowBinary',
      '\n',
      'insert into db.values (values) ',
      '',
    ],
  ])('%s', (...[sql, format, data, head, settings]) => {
    const statement = readStatement(sql)
    if (typeof statement !== 'object' || statement.kind !== 'write') throw new Error('not a write')
    expect(statement).toMatchObject({ format, head, settings })
    expect(sql.slice(statement.dataAt)).toBe(data)
  })
})

describe('anything else', () => {
  it.each([
    'CREATE TABLE t (a Int8) ENGINE = Memory',
    'INSERT INTO t SELECT 1',
    'INSERT INTO t (a) WITH 1 AS x SELECT x',
  ])('%s is a command', (sql) => {
    expect(readStatement(sql)).toMatchObject({ kind: 'command' })
  })
  it.each([
    ['', 'empty'],
    ['-- nothing', 'empty'],
    [';', 'empty'],
    ['SELECT 1; SELECT 2', 'multiple'],
    ['DROP TABLE a;DROP TABLE b', 'multiple'],
    ["SELECT 1 INTO OUTFILE '/x'", 'files'],
    ["INSERT INTO t FROM INFILE '/x' FORMAT CSV", 'files'],
  ])('%s is refused: %s', (sql, problem) => {
    expect(readStatement(sql)).toBe(problem)
  })
})
