/** A segment from a ready-made rule: adjusted, counted while it is written, saved, explained, put away and brought back. */
import { expect, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { intakeKey, openShop, purchase, reloadUntil, send } from './support/shop.ts'

const at = journey()

/** How many orders each of them has. */
const orders = [1, 1, 1, 2, 3]

test('the list begins with ready-made rules', async () => {
  const { page, url } = at()
  await openShop(page)
  await send(
    url,
    await intakeKey(page),
    orders.flatMap((count, person) => [
      {
        type: 'identify',
        userId: `kisi-${person}`,
        traits: { firstName: 'Şule', lastName: `Ilgın ${person}`, email: `kisi${person}@posta.vefa` },
      },
      ...Array.from({ length: count }, (_, index) =>
        purchase(`kisi-${person}`, { id: `${person}-${index}`, total: 250, daysAgo: 5 + index }),
      ),
    ]),
  )
  await page.goto('/customers')
  await reloadUntil(page, () => expect(page.getByText('Şule Ilgın 4').first()).toBeVisible({ timeout: 8000 }))
  await page.goto('/segments')
  await expect(page.getByRole('heading', { name: 'Henüz segment yok' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Bir kez alan/ }).click()
  await expect(page.getByLabel('Ad', { exact: true })).toHaveValue('Bir kez alan')
})

test('whom the rule finds is counted while it is written', async () => {
  const { page } = at()
  const preview = page.getByRole('complementary', { name: 'Şu anda kimler' })
  await expect(preview.getByText('/ 5 kişi (%60,0)')).toBeVisible({ timeout: 20_000 })
  await expect(preview.getByText(/Sipariş sayısı 1\./i)).toBeVisible()
  await page.getByLabel('Değer', { exact: true }).fill('2')
  await expect(preview.getByText('/ 5 kişi (%20,0)')).toBeVisible()
  await page.getByRole('button', { name: 'Geri al (Z)' }).click()
  await expect(preview.getByText('/ 5 kişi (%60,0)')).toBeVisible()
  await page.getByRole('button', { name: 'Koşul ekle' }).click()
  await page.getByRole('menuitem', { name: 'Profil', exact: true }).click()
  await expect(page.getByText(/Daha tamam değil/)).toBeVisible()
  await page.getByLabel('Değerler').fill('Muğla')
  await page.keyboard.press('Enter')
  await expect(preview.getByText('/ 5 kişi (%0,0)')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Geri al (Z)' }).click()
  await page.getByRole('button', { name: 'Geri al (Z)' }).click()
  await expect(preview.getByText('/ 5 kişi (%60,0)')).toBeVisible()
})

test('saved, it holds its people and says why each is in it', async () => {
  const { page } = at()
  await page.getByRole('button', { name: 'Kaydet' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bir kez alan' })).toBeVisible()
  const people = page.getByRole('table', { name: 'Kişiler' })
  await expect(people.getByRole('row', { name: /Şule Ilgın/ })).toHaveCount(3, { timeout: 20_000 })
  await people.getByRole('button', { name: 'Neden' }).first().click()
  const why = page.getByRole('dialog', { name: /Şule Ilgın/ })
  await expect(why.getByText('Segmentin içinde.')).toBeVisible()
  await expect(why.getByText('uyuyor')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('what happens brings people in and out', async () => {
  const { page, url } = at()
  const key = await intakeKey(page)
  await send(url, key, [purchase('kisi-0', { id: 'again', total: 90 })])
  const people = page.getByRole('table', { name: 'Kişiler' })
  await reloadUntil(page, () =>
    expect(people.getByRole('row', { name: /Şule Ilgın/ })).toHaveCount(2, { timeout: 8000 }),
  )
})

test('put away, it can be brought back', async () => {
  const { page } = at()
  await page.getByRole('button', { name: 'Bu segment için diğerleri' }).click()
  await page.getByRole('menuitem', { name: 'Arşivle' }).click()
  await expect(page.getByText('“Bir kez alan” arşivlendi.')).toBeVisible()
  await page.getByRole('button', { name: 'Geri al', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Düzenle' })).toBeVisible()
})

test('the pages of segments are readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const { page } = at()
  const here = new URL(page.url()).pathname
  await expectScreens(page, ['/segments', here, `${here}/edit`])
})
