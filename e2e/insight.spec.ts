/** Insight with orders in it: figures that explain themselves, cohorts, groups, and from a group to a person. */
import { expect, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { intakeKey, openShop, purchase, reloadUntil, send } from './support/shop.ts'

const at = journey()

/** Twelve people: days before today on which each bought. The first three have gone silent for twice their usual gap. */
const days = [
  [110, 85, 60],
  [112, 86, 61],
  [115, 88, 62],
  ...Array.from({ length: 9 }, (_, index) => (index < 5 ? [95 - index, 12 + index] : [9 + index])),
]

test('orders become figures', async () => {
  const { page, url } = at()
  await openShop(page)
  await send(
    url,
    await intakeKey(page),
    days.flatMap((own, person) => [
      {
        type: 'identify',
        userId: `kisi-${person}`,
        traits: { firstName: 'Ümmühan', lastName: `Işık ${person}`, email: `kisi${person}@posta.vefa` },
      },
      ...own.map((daysAgo, index) =>
        purchase(`kisi-${person}`, { id: `${person}-${index}`, total: 100 + 10 * person, daysAgo }),
      ),
    ]),
  )
  await page.goto('/insight')
  // Eight of twelve bought again: 66.7 %.
  await reloadUntil(page, () =>
    expect(page.getByRole('button', { name: '%66,7' }).first()).toBeVisible({ timeout: 3000 }),
  )
})

test('a figure tells its definition, its sample and its interval', async () => {
  const { page } = at()
  await page.getByRole('button', { name: '%66,7' }).first().click()
  await expect(page.getByText(/En az iki siparişi olanların/).first()).toBeVisible()
  await expect(page.getByText(/%95 aralık/).first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('cohorts by the month of the first order', async () => {
  const { page } = at()
  await page.getByRole('link', { name: 'Kohortlar' }).click()
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toBeVisible()
})

test('from a group to a person who is in it, and why', async () => {
  const { page } = at()
  await page.goto('/insight/classes')
  const reckon = page.getByRole('button', { name: 'Şimdi hesapla' })
  if (await reckon.isVisible()) await reckon.click()
  await page.goto('/insight/groups')
  const atRisk = page.getByRole('region', { name: 'Kaybedilmek üzere' })
  await expect(atRisk.getByText('3', { exact: true })).toBeVisible({ timeout: 30_000 })
  await atRisk.getByRole('button', { name: 'Kişileri gör' }).click()
  const members = page.getByRole('table', { name: 'Kaybedilmek üzere' })
  await expect(members.getByRole('row')).toHaveCount(4)
  await expect(members).toContainText('gündür sessiz')
  await members.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/customers\/\d+/)
  await expect(page.getByText(/Ümmühan Işık/).first()).toBeVisible()
})

test('insight and the start page are readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  await expectScreens(at().page, ['/', '/insight', '/insight/cohorts', '/insight/classes', '/insight/groups'])
})
