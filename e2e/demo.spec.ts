/** The sample shop as somebody meets it who has just typed `npm run demo`. */
import { expect, type Page, test } from '@playwright/test'

import { journey } from './support/journey.ts'

const at = journey({ demo: true, patience: 180_000 })

test('the printed name and password open a shop with figures', async () => {
  const { page, installation } = at()
  const [, email = '', password = ''] = /Sign in with (\S+) and (\S+)/.exec(installation.said) ?? []
  await page.goto('/customers')
  await page.getByLabel('E-posta').fill(email)
  await page.getByLabel('Parola').fill(password)
  await page.getByRole('button', { name: 'Giriş yap' }).click()
  await expect(page.getByText(/^[\d.]+\+? kişi$/).first()).toBeVisible()
  await expect(page.getByRole('row').nth(20)).toBeVisible()
})

test('what a visitor orders in the storefront stands in the console', async ({ browser }) => {
  const { page, url } = at()
  const context = await browser.newContext({ baseURL: url })
  await buy(await context.newPage())
  const person = page.getByRole('row', { name: /Zeliha Tokatlı/ })
  await expect(async () => {
    await page.goto('/customers?q=zeliha.tokatli%40posta.vefa')
    await expect(person).toBeVisible({ timeout: 8_000 })
  }).toPass({ timeout: 60_000 })
  await person.click()
  await expect(page.getByText(/^Sipariş/).first()).toBeVisible()
  await expect(page.getByText('Sepete ekledi').first()).toBeVisible()
  await context.close()
})

test('the clock moves a day and the shop lives on meanwhile', async () => {
  const { page } = at()
  await page.getByRole('button', { name: '+1 gün' }).click()
  await expect(page.getByText(/Saat ilerledi; bu arada [\d.]+ olay oldu/)).toBeVisible({ timeout: 40_000 })
})

async function buy(visitor: Page): Promise<void> {
  await visitor.goto('/shop')
  await visitor.locator('.shelf a').first().click()
  await visitor.getByRole('button', { name: 'Sepete ekle' }).click()
  await visitor.getByRole('link', { name: 'Sepet (1)' }).click()
  await visitor.getByLabel('Adınız').fill('Zeliha Tokatlı')
  await visitor.getByRole('textbox', { name: 'E-posta' }).fill('zeliha.tokatli@posta.vefa')
  await visitor.getByRole('checkbox').check()
  await visitor.getByRole('button', { name: 'Siparişi tamamla' }).click()
  await expect(visitor.getByText('Teşekkürler, siparişinizi aldık.')).toBeVisible()
}
