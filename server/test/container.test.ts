/** Dockerfile and compose.yaml as far as they can be checked without an engine: they parse, and what they name exists. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { readConfig } from '#/platform/config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

type Service = {
  build?: string
  image?: string
  environment: Record<string, string>
  volumes: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
}
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

const compose = parse(read('compose.yaml')) as Compose
/** Instructions by name, in order; continued lines are one. */
const instructions = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.split(/ (.*)/s) as [string, string])
const valuesOf = (name: string): string[] =>
  instructions.flatMap(([found, value]) => (found === name ? [value] : []))

/** Words of a value that look like files of the repository. */
const filesIn = (text: string): string[] => text.match(/[\w-]+(\/[\w.-]+)*\.(ts|js|json|yaml|sql)\b/g) ?? []

test('the image starts a file that is there, as an ordinary user, with data on a volume', () => {
  const [command = ''] = valuesOf('CMD')
  const words = JSON.parse(command) as string[]
  const files = words.flatMap(filesIn)
  expect(files).toEqual(['server/src/main/start.ts'])
  for (const file of [...files, ...valuesOf('COPY').flatMap(filesIn)])
    expect(existsSync(join(root, file)), file).toBe(true)
  expect(valuesOf('USER')).toEqual(['vefa'])
  const [settings = ''] = valuesOf('ENV')
  const env = Object.fromEntries(settings.split(' ').map((pair) => pair.split('=') as [string, string]))
  expect(valuesOf('VOLUME')).toEqual([readConfig(env).home])
  expect(valuesOf('EXPOSE')).toEqual([String(readConfig(env).port)])
  expect(valuesOf('STOPSIGNAL')).toEqual(['SIGTERM'])
})

test('every stage copied from or built upon exists, and the Node of the image runs TypeScript as it is', () => {
  const froms = valuesOf('FROM').map((value) => value.split(/ as /i))
  const stages = froms.flatMap(([, name]) => name ?? [])
  for (const [, name] of valuesOf('COPY').flatMap((value) => [...value.matchAll(/--from=(\w+)/g)]))
    expect(stages).toContain(name)
  expect(froms[0]?.[0]).toMatch(/^node:24-/)
})

test('what may not leave the machine is not copied into the image', () => {
  const ignored = read('.dockerignore').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', 'node_modules', '.vefa']))
})

test('the compose file names services, volumes and files that are there', () => {
  const { services, volumes } = compose
  for (const [name, service] of Object.entries(services)) {
    expect(service.build ?? service.image, name).toBeTypeOf('string')
    expect(!service.build || existsSync(join(root, service.build, 'Dockerfile')), name).toBe(true)
    for (const volume of service.volumes) expect(Object.keys(volumes)).toContain(volume.split(':')[0])
    for (const needed of Object.keys(service.depends_on ?? {})) {
      expect(Object.keys(services)).toContain(needed)
      expect(services[needed]?.healthcheck?.test.length, `${needed} says when it is ready`).toBeGreaterThan(1)
    }
  }
  expect(new Set(Object.keys(volumes))).toEqual(
    new Set(
      Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(':')[0])),
    ),
  )
})

test('Vefa takes the settings the compose file gives it, and they lead to its services', () => {
  const { vefa, ...others } = compose.services
  const given = Object.entries(vefa?.environment ?? {}).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+(:\?[^}]*)?\}/g, 'a-long-random-text'),
  ])
  const config = readConfig(Object.fromEntries(given) as Record<string, string>)
  expect(config.secret).toBe('a-long-random-text')
  const hosts = [config.databaseUrl, config.clickhouseUrl].map((url) => new URL(url ?? '').hostname)
  expect(hosts.toSorted()).toEqual(Object.keys(others).toSorted())
})
