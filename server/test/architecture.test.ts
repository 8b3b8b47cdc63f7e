/** The walls of the house. The ordered list of floors below is the law and its documentation. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Ground floor first: a room imports only rooms before it, only through their front door. */
const floors = [
  'platform',
  'modules/team',
  'modules/customers',
  'modules/history',
  'modules/commerce',
  'modules/fulfilment',
  'modules/segments',
  'modules/insight',
  'modules/content',
  'modules/offers',
  'modules/delivery',
  'modules/journeys',
  'modules/campaigns',
  'modules/inbox',
  'modules/knowledge',
  'modules/feedback',
  'modules/onsite',
  'modules/connectors',
  'modules/privacy',
  'modules/today',
  'main',
]

type Source = { path: string; text: string }

function sourcesBelow(folder: string): Source[] {
  const base = join(root, folder)
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules') && !path.includes('/dist/'))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
}

/** Every module named by `import`, `export … from` or a dynamic import. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?!\s*(?:\*|\/\/|\/\*)).*?\b(?:from|import)\s*\(?\s*'([^']+)'/gm)].map(
    (match) => match[1]!,
  )
}

/** `server/src/modules/team/http.ts` → `modules/team`. */
function roomOf(path: string): string {
  const [, , first, second] = path.split('/')
  return first === 'modules' ? `modules/${second}` : first!
}

function targetOf(source: Source, name: string): string | undefined {
  if (name.startsWith('#/')) return `server/src/${name.slice(2)}`
  if (name.startsWith('.')) return relative(root, resolve(root, dirname(source.path), name))
  return undefined
}

/** What is wrong with one import of one file on the server, if anything. */
function breachOf(source: Source, name: string): string | undefined {
  if (name.startsWith('..')) return `${source.path}: '${name}' climbs; inside a room './', otherwise '#/'`
  const target = targetOf(source, name)
  if (!target?.startsWith('server/src/')) return undefined
  const from = roomOf(source.path)
  const to = roomOf(target)
  if (from === to) return undefined
  if (!floors.includes(to) || !floors.includes(from)) return `${source.path}: no floor for ${from} or ${to}`
  if (floors.indexOf(to) >= floors.indexOf(from)) return `${source.path}: ${from} may not look up to ${to}`
  const byTheDoor = to === 'platform' || target === `server/src/${to}/index.ts`
  return byTheDoor ? undefined : `${source.path}: ${to} is entered by its index.ts only, not '${name}'`
}

function breachesOf(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => importsOf(source.text).flatMap((name) => breachOf(source, name) ?? []))
}

/** What each part of the console may not know. */
const unknownTo: Record<string, readonly string[]> = {
  ui: ['features', 'app', 'routes'],
  lib: ['features', 'app', 'routes', 'ui'],
  features: ['routes', 'app'],
}

/** Console: routes compose features, features never import each other, `ui` and `lib` know neither. */
function consoleBreachOf(source: Source, name: string): string | undefined {
  if (name.startsWith('..')) return `${source.path}: '${name}' climbs`
  if (!name.startsWith('#/')) return undefined
  const [place = '', own] = source.path.split('/').slice(2)
  const [kind = '', feature] = name.slice(2).split('/')
  if (unknownTo[place]?.includes(kind)) return `${source.path}: ${place} knows no ${kind}`
  const foreign = place === 'features' && kind === 'features' && feature !== own
  return foreign ? `${source.path}: features never import each other` : undefined
}

const serverSources = sourcesBelow('server/src')

describe('walls', () => {
  test('the server is read at all', () => {
    expect(serverSources.length).toBeGreaterThan(30)
    expect(serverSources.flatMap((source) => importsOf(source.text)).length).toBeGreaterThan(100)
  })

  test('every room looks down only, through the front door', () => {
    expect(breachesOf(serverSources)).toEqual([])
  })

  test('a breach is seen: upwards, past the door, climbing', () => {
    const planted: Source = {
      path: 'server/src/modules/customers/planted.ts',
      text: `import { x } from '#/modules/insight/index.ts'\nimport { y } from '#/modules/team/store.ts'\nimport { z } from '../team/index.ts'\nexport { q } from '#/modules/team/index.ts'\n`,
    }
    expect(breachesOf([planted])).toHaveLength(3)
  })

  test('front doors name what they give', () => {
    const doors = serverSources.filter((source) => source.path.endsWith('/index.ts'))
    expect(doors.filter((door) => /export \*/.test(door.text)).map((door) => door.path)).toEqual([])
  })

  test('no room reads the environment or the present time by itself', () => {
    const inner = serverSources.filter(
      (source) => source.path.startsWith('server/src/modules/') && !source.path.includes('.test.'),
    )
    const breaking = inner.filter((source) => /process\.env|Date\.now\(\)|new Date\(\)/.test(source.text))
    expect(breaking.map((source) => source.path)).toEqual([])
  })

  test('SQL of PostgreSQL stands in stores only', () => {
    const speaking = serverSources.filter(
      (source) =>
        source.path.startsWith('server/src/modules/') &&
        !/\/(store[a-z-]*|tables|audit|shop|[a-z-]+(\.db)?\.test)\.ts$/.test(source.path) &&
        /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|from 'kysely'/.test(source.text),
    )
    expect(speaking.map((source) => source.path)).toEqual([])
  })

  test('locks of the installation have names, never numbers of a room’s own', () => {
    const breaking = serverSources.filter(
      (source) => source.path.startsWith('server/src/modules/') && /pg_(try_)?advisory/.test(source.text),
    )
    expect(breaking.map((source) => source.path)).toEqual([])
  })

  test('the contract knows neither server nor browser', () => {
    const breaking = sourcesBelow('contract/src').flatMap((source) =>
      importsOf(source.text).filter(
        (name) => !name.startsWith('./') && !['zod', '@orpc/contract'].includes(name),
      ),
    )
    expect(breaking).toEqual([])
  })

  test('the console keeps its own walls', () => {
    const breaches = sourcesBelow('console/src').flatMap((source) =>
      importsOf(source.text).flatMap((name) => consoleBreachOf(source, name) ?? []),
    )
    expect(breaches).toEqual([])
  })
})
