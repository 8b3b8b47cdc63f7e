import { expect, test } from 'vitest'

import { keyIn } from './key-header.ts'

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  [null, null],
  ['', null],
  ['Bearer vefa_api_x', 'vefa_api_x'],
  ['bearer anything', 'anything'],
  [basic('vefa_intake_x:'), 'vefa_intake_x'],
  [basic('vefa_intake_x'), 'vefa_intake_x'],
  [basic('gate:secret of a proxy'), null],
  ['Basic !!!', null],
  ['Digest username="vefa_api_x"', null],
])('%s carries %s', (header, key) => {
  expect(keyIn(header)).toBe(key)
})
