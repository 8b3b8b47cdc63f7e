/** Insight with orders in it: figures that explain themselves, who stays, who they are, what sells, any question, and from a number to a person. */
import { expect, test } from '@playwright/test'

import { expectAccessible, expectScreens, fewSights } from './support/check.ts'
import { journey } from './support/journey.ts'
import { call, intakeKey, openShop, purchase, reloadUntil, send } from './support/shop.ts'

const at = journey()

/** Twelve people: days before today on which each bought. The first three have gone silent for twice their usual gap. */
const days = [
  [110, 85, 60],
  [112, 86, 61],
  [115, 88, 62],
  ...Array.from({ length: 9 }, (_, index) => (index < 5 ? [95 - index, 12 + index] : [9 + index])),
]

test('before the first order every page says how it begins', async () => {
  test.setTimeout(240_000)
  const { page } = at()
  await openShop(page)
  for (const view of ['', '/retention', '/classes', '/audience', '/products', '/explore']) {
    await page.goto(`/insight${view}`)
    await expect(
      page.getByText(/Henüz sipariş yok|Bu seçimde/).first(),
      `/insight${view} without orders`,
    ).toBeVisible()
  }
  await expectScreens(page, ['/insight', '/insight/retention', '/insight/explore'], fewSights)
})

test('orders become figures', async () => {
  const { page, url } = at()
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
    expect(page.getByRole('button', { name: '%66,7' }).first()).toBeVisible({ timeout: 8000 }),
  )
})

test('the day stands beside what is usual for it, and what waits is one key away', async () => {
  const { page } = at()
  const found = await page.request.get('/api/customers?limit=1')
  const { items } = (await found.json()) as { items: { id: number }[] }
  const id = items[0]?.id ?? 0
  const dueOn = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
  await call(page, `customers/${id}/tasks`, { title: 'Beden değişimi için arayın', dueOn, assigneeId: null })
  await page.goto('/')
  const revenue = page.getByRole('region', { name: 'Ciro', exact: true })
  await expect(revenue.getByText(/^Bir .* için olağan/)).toBeVisible()
  await revenue.getByRole('button').click()
  await expect(page.getByText(/Olağan aralık: son 8 .* gününün/)).toBeVisible()
  await page.keyboard.press('Escape')
  const waiting = page.getByRole('listitem').filter({ hasText: 'Beden değişimi için arayın' })
  await expect(waiting).toContainText('günü geçti')
  await expect(page.getByRole('link', { name: /kişi her zamanki aralığını aştı/ })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page).toHaveURL(`/customers/${id}`)
})

test('a figure tells its definition, how it is reckoned, its sample and its interval', async () => {
  const { page } = at()
  await page.goto('/insight')
  await page.getByRole('button', { name: '%66,7' }).first().click()
  await expect(page.getByText(/En az iki siparişi olanların/).first()).toBeVisible()
  await expect(page.getByText('En az iki siparişi olanlar ÷ müşteri')).toBeVisible()
  await expect(page.getByText(/%95 aralık/).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Kişileri gör' }).click()
  await expect(page).toHaveURL(/\/customers\?.*ordersFrom=2/)
})

test('the address keeps period, comparison and measure', async () => {
  const { page } = at()
  await page.goto('/insight')
  await page.getByRole('combobox', { name: 'Dönem' }).selectOption('days90')
  await page.getByRole('combobox', { name: 'Karşılaştırma' }).selectOption('yearBefore')
  await page.getByRole('button', { name: 'Ortalama sipariş', exact: true }).click()
  await expect(page).toHaveURL(/period=days90/)
  await expect(page).toHaveURL(/compare=yearBefore/)
  await expect(page).toHaveURL(/measure=averageOrder/)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Gelişim: Ortalama sipariş' })).toBeVisible()
  await expect(page.getByText(/Karşılaştırılan dönem/).first()).toBeVisible()
})

test('from a cohort to its people, and to a file of them', async () => {
  const { page } = at()
  await page.goto('/insight')
  await page.getByRole('link', { name: 'Bağlılık' }).click()
  const cohorts = page.getByRole('table', { name: 'Kohort tablosu' })
  await expect(cohorts.getByRole('row').nth(1)).toBeVisible()
  await cohorts.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/insight\/people\?.*kind=cohort/)
  await expect(page.getByText(/Ümmühan Işık/).first()).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV indir' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('vefa-people.csv')
})

test('who is late against their own gap', async () => {
  const { page } = at()
  await page.goto('/insight/retention')
  const late = page.getByRole('region', { name: 'Gecikmiş' })
  await expect(late).toContainText('3')
  await late.getByRole('link', { name: 'Kişileri gör' }).click()
  await expect(page.getByRole('table', { name: 'Gecikmiş' }).getByRole('row')).toHaveCount(4)
})

test('a question is asked, kept under a name, mailed every week, and found again', async () => {
  const { page } = at()
  await page.goto('/insight/explore')
  await page.getByRole('combobox', { name: 'Ölçü' }).selectOption('orders')
  await page.getByRole('combobox', { name: 'Neye göre' }).selectOption('weekday')
  const answer = page.getByRole('table', { name: 'Sipariş · Haftanın günü' })
  await expect(answer.getByRole('row', { name: /Toplam/ })).toContainText('23')
  await page.getByRole('button', { name: 'Sakla' }).click()
  await page.getByLabel('Ad', { exact: true }).fill('Gün gün siparişler')
  await page.getByRole('switch', { name: 'Düzenli olarak e-postayla gönderilsin' }).click()
  await page.getByRole('checkbox', { name: 'Nermin Aksu' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Kaydet' }).click()
  const kept = page.getByRole('list', { name: 'Saklananlar' })
  await expect(kept).toContainText('Her Pazartesi 09:00')
  await page.goto('/insight/explore')
  await page.getByRole('link', { name: 'Gün gün siparişler' }).click()
  await expect(page).toHaveURL(/by=weekday/)
  await expect(page).toHaveURL(/period=days30/)
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
  test.setTimeout(400_000)
  await expectScreens(at().page, [
    '/',
    '/insight?period=days90',
    '/insight/retention',
    '/insight/classes',
    '/insight/groups',
    '/insight/audience',
    '/insight/products',
    '/insight/explore?by=product',
    '/insight/forecast',
    '/insight/experiments',
  ])
})

test('the parts of products and the people of a cell are readable by everyone', async () => {
  test.setTimeout(240_000)
  await expectScreens(
    at().page,
    [
      '/insight/products?part=together',
      '/insight/products?part=paths',
      '/insight/products?part=searches',
      '/insight/products?part=coupons',
      '/insight/people?kind=churn&key=late',
    ],
    fewSights,
  )
})
