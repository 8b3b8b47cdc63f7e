import { contract } from '@vefa/contract'
import { describe, expect, test } from 'vitest'

import { endpointsOf } from '#test/support/endpoints.ts'

import { renderDocs } from './api-docs.ts'
import { sampleOf, typeText } from './api-docs-words.ts'
import { describeApi, operationsOf } from './openapi.ts'

describe('the API description', async () => {
  const document = await describeApi('https://crm.ornek.com')
  const operations = Object.values(document.paths ?? {}).flatMap((path) => operationsOf(path))

  test('holds every endpoint of the contract with summary, tag and access', () => {
    const endpoints = endpointsOf(contract)
    expect(new Set(operations.map((one) => one.operationId))).toEqual(
      new Set(endpoints.map((one) => one.name)),
    )
    expect(operations).toHaveLength(endpoints.length)
    for (const endpoint of endpoints) {
      const operation = operations.find((one) => one.operationId === endpoint.name)
      expect(operation).toMatchObject({ 'x-access': endpoint.access })
      expect(operation?.summary ?? '').not.toBe('')
      expect(operation?.tags?.[0] ?? '').not.toBe('')
    }
  })

  test('says where a key is enough, where a person is needed, and where neither', () => {
    const security = (id: string) => operations.find((one) => one.operationId === id)?.security
    expect(security('session.signIn')).toEqual([])
    expect(security('team.profile.update')).toEqual([{ session: [] }])
    expect(security('team.stores.list')).toEqual([{ key: [] }, { session: [] }])
  })

  test('becomes a page that loads and runs nothing', () => {
    const page = renderDocs(document)
    expect(page).toContain('id="team.keys.create"')
    expect(page).toContain('curl -X POST &#39;'.replaceAll('&#39;', "'"))
    expect(page).not.toMatch(/<script|<link|src=|@import|url\(/)
  })
})

describe('schemas in words', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string', maxLength: 120 },
      scope: { enum: ['intake', 'api'] },
      store: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
      tags: { type: 'array', items: { type: 'string' } },
    },
    required: ['name', 'scope'],
  }

  test('read as types', () => {
    expect(typeText(schema)).toBe(
      '{\n  name: text ≤ 120\n  scope: "intake" | "api"\n  store?: whole number ≥ 1 | null\n  tags?: list of text\n}',
    )
  })

  test('give a sample of what is required', () => {
    expect(sampleOf(schema)).toEqual({ name: '…', scope: 'intake' })
  })
})
