/** Working with the list of customers and with one of them: search, filters, tags, download, note, task. */
import { readFile } from 'node:fs/promises'

import { expect, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { intakeKey, openShop, purchase, reloadUntil, send } from './support/shop.ts'

const at = journey()

const people = [
  ['1', 'Işıl', 'Çağlayan', 'İzmir', 3],
  ['2', 'Gökhan', 'Şahin', 'Ankara', 1],
  ['3', 'Müjgan', 'Üstün', 'İzmir', 2],
  ['4', 'Ömer', 'Iğdır', 'Bursa', 1],
] as const

test('customers told of by the shop stand in the list', async () => {
  const { page, url } = at()
  await openShop(page)
  const key = await intakeKey(page)
  await send(
    url,
    key,
    people.flatMap(([userId, firstName, lastName, city, orders]) => [
      {
        type: 'identify',
        userId,
        traits: { firstName, lastName, city, email: `kisi${userId}@posta.vefa` },
      },
      ...Array.from({ length: orders }, (_, index) =>
        purchase(userId, { id: `${userId}-${index}`, total: 400 + index, daysAgo: 30 * (index + 1) }),
      ),
    ]),
  )
  await send(url, key, [
    {
      type: 'track',
      event: 'Product Added',
      userId: '1',
      messageId: 'cart-1',
      properties: { product_id: 'T1', name: 'Bakır cezve', price: 750, quantity: 1, currency: 'TRY' },
    },
  ])
  await page.goto('/customers')
  await reloadUntil(page, async () => {
    await expect(page.getByRole('row', { name: /Işıl Çağlayan.*3/ })).toBeVisible({ timeout: 8000 })
    await expect(page.getByRole('row', { name: /Ömer Iğdır.*₺400/ })).toBeVisible({ timeout: 4000 })
  })
  await expect(page.getByRole('table', { name: 'Müşteriler' }).getByRole('row')).toHaveCount(5)
})

test('search knows Turkish letters and slips of the finger', async () => {
  const { page } = at()
  const search = page.getByRole('searchbox', { name: 'Müşteri ara' })
  const rows = page.getByRole('table', { name: 'Müşteriler' }).getByRole('row')
  for (const [typed, found] of [
    ['ISIL CAGLAYAN', 'Işıl Çağlayan'],
    ['Gökhna Şahin', 'Gökhan Şahin'],
    ['kisi3@posta.vefa', 'Müjgan Üstün'],
  ] as const) {
    await search.fill(typed)
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(1)).toContainText(found)
  }
  await search.fill('hiçbiryerdeyok')
  await expect(page.getByRole('heading', { name: 'Bu filtreye uyan kimse yok' })).toBeVisible()
  await page.getByRole('button', { name: 'Filtreleri kaldır' }).click()
  await expect(rows).toHaveCount(5)
})

test('a filter narrows the list, stays in the address and in the download', async () => {
  const { page } = at()
  await page.getByRole('button', { name: 'Filtreler', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Filtreler' })
  await panel.getByLabel('Şehir').fill('İzmir')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Uygula' }).click()
  const rows = page.getByRole('table', { name: 'Müşteriler' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await page.reload()
  await expect(rows).toHaveCount(3)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV indir' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('Müjgan')
  expect(text).not.toContain('Gökhan')
})

test('a tag for all of them at once, and back', async () => {
  const { page } = at()
  await page.getByRole('checkbox', { name: 'Görünenlerin hepsini seç' }).click()
  await page.getByRole('button', { name: 'Etiketle', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Etiket').fill('ege')
  await page.getByRole('dialog').getByRole('button', { name: 'Etiketle' }).click()
  await expect(page.getByText('2 kişi etiketlendi.')).toBeVisible()
  const tagged = page.getByRole('row', { name: /Müjgan Üstün/ }).getByText('ege')
  await expect(tagged).toBeVisible()
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(tagged).toHaveCount(0)
})

test('by keyboard to one person; a note and a task are kept', async () => {
  const { page } = at()
  await page.goto('/customers?sort=name&direction=asc')
  await expect(page.getByRole('row', { name: /Işıl Çağlayan/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/\d+/)
  await page.getByLabel('Not yazın').fill('Hediye paketi ister.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Hediye paketi ister.')).toBeVisible()
  const add = page.getByRole('button', { name: 'Ekle', exact: true })
  // The note is kept, and its form closed.
  await expect(add).toHaveCount(0)
  await page.getByRole('button', { name: 'Görev ekle' }).click()
  await page.getByLabel('Ne yapılacak').fill('Bayramda ara')
  await add.click()
  await page.getByRole('checkbox', { name: 'Bayramda ara' }).click()
  await expect(page.getByText('Görev bitti.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Bayramda ara' })).toBeChecked()
  await expect(page.getByText('Hediye paketi ister.')).toBeVisible()
})

test('the cart that was left stands beside the person', async () => {
  const { page } = at()
  await page.goto('/customers?q=kisi1%40posta.vefa')
  await page.getByRole('row', { name: /Işıl Çağlayan/ }).click()
  const next = page.getByRole('complementary', { name: 'Sırada' })
  await expect(next.getByText('Açık sepet')).toBeVisible()
  await expect(next.getByText('Bakır cezve')).toBeVisible()
})

test('a figure explains itself', async () => {
  const { page } = at()
  await page
    .getByRole('button', { name: /^₺|₺$|TL/ })
    .first()
    .click()
  await expect(page.getByText(/iadeler düşülmeden/)).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('lists and pages with people in them are readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const { page } = at()
  const person = new URL(page.url()).pathname
  await page.goto('/orders')
  await page.getByRole('table').getByRole('row').nth(1).click()
  await expect(page).toHaveURL(/\/orders\/\d+/)
  await expectScreens(page, ['/customers', person, '/orders', new URL(page.url()).pathname, '/products', '/'])
})
