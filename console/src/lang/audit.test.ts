/** Every action and subject the server writes into the audit log has words in both languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { auditTexts as english } from './en-audit.ts'
import { auditTexts as turkish } from './tr-audit.ts'

const rooms = fileURLToPath(new URL('../../../server/src/modules', import.meta.url))

function found(pattern: RegExp): Set<string> {
  const files = readdirSync(rooms, { recursive: true, encoding: 'utf8' })
  const texts = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(rooms, name), 'utf8'))
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))
}

test('actions', () => {
  const actions = [...found(/\baction: (?:[^\n']*\? )?'([a-z-]+\.[a-z-]+)'/g)]
  expect(actions.length).toBeGreaterThan(60)
  const unsaid = actions.filter((action) => !(action.replaceAll(/[.-]/g, '_') in turkish.auditActions))
  expect(unsaid).toEqual([])
})

test('subjects', () => {
  const subjects = [...found(/\bsubject: \{ kind: '([a-z_]+)'/g)]
  expect(subjects.length).toBeGreaterThan(15)
  expect(subjects.filter((subject) => !(subject in turkish.auditSubjects))).toEqual([])
})

test('English says what Turkish says', () => {
  expect(Object.keys(english.auditActions).sort()).toEqual(Object.keys(turkish.auditActions).sort())
})
