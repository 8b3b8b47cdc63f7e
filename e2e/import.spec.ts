/** An order file from another shop system: understood, taken in, reported, and taken in again without effect. */
import { fileURLToPath } from 'node:url'

import { expect, type Page, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { openShop } from './support/shop.ts'

const at = journey()
const file = fileURLToPath(new URL('support/orders.csv', import.meta.url))

test('the file is understood, and its first rows are shown as they will be taken in', async () => {
  const { page } = at()
  await openShop(page)
  await upload(page)
  await expect(page.getByText('Shopify siparişleri')).toBeVisible()
  await expect(page.getByLabel(/^Billing Name:/)).toBeVisible()
  await expect(page.getByText('1 satırda sorun var')).toBeVisible()
  await expectAccessible(page)
})

test('the report names the row that was not taken and why', async () => {
  const { page } = at()
  await run(page)
  await expect(page.getByRole('heading', { name: 'Alınmayan satırlar ve değerler' })).toBeVisible()
  await expect(page.getByText('geçen salı').first()).toBeVisible()
  await expect(page.getByRole('row', { name: /^Sipariş 3 0 0/ })).toBeVisible()
  await expectAccessible(page)
})

test('the customers are there, and the history of one shows the orders', async () => {
  const { page } = at()
  await page.getByRole('link', { name: 'Müşterilere git' }).click()
  const person = page.getByRole('row', { name: /Nazlı Çetinkaya/ })
  await expect(person).toContainText('2')
  await person.click()
  await expect(page).toHaveURL(/\/customers\/\d+/)
  await expect(page.getByText(/Çini kase/).first()).toBeVisible()
})

test('the same file again changes nothing', async () => {
  const { page } = at()
  await upload(page)
  await expect(page.getByText(/Bu dosya daha önce alındı/)).toBeVisible()
  await run(page)
  await expect(page.getByRole('row', { name: /^Sipariş 0 0 3/ })).toBeVisible()
})

test('the pages of imports are readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const { page } = at()
  await expectScreens(page, ['/import', new URL(page.url()).pathname])
})

async function upload(page: Page): Promise<void> {
  await page.goto('/import')
  await page.getByLabel('Dosyayı buraya bırakın ya da seçin').setInputFiles(file)
  await expect(page).toHaveURL(/\/import\/[\w-]+$/)
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'İçe aktar', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Müşterilere git' })).toBeVisible({ timeout: 30_000 })
}
