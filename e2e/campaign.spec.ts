/** A campaign from the first word to the unsubscribing reader, and the next one that leaves that reader alone. */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { call, openShop } from './support/shop.ts'

const at = journey()

const people = [
  { firstName: 'Gülşah', lastName: 'Ilgaz', email: 'gulsah@posta.vefa', said: 'given' },
  { firstName: 'Çağrı', lastName: 'Öz', email: 'cagri@posta.vefa', said: undefined },
  { firstName: 'İpek', lastName: 'Şen', email: 'ipek@posta.vefa', said: 'withdrawn' },
] as const

test('a letter is written and seen as the reader will see it', async () => {
  const { page } = at()
  await openShop(page)
  await writeDownPeople(page)
  await page.goto('/campaigns')
  await page.getByRole('button', { name: 'Yeni kampanya' }).first().click()
  await page.getByRole('dialog').getByLabel('Ad', { exact: true }).fill('Bahar mektubu')
  await page.getByRole('dialog').getByLabel('Alıcılar').selectOption('Bilinen bütün müşteriler')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Mektubu yaz' }).click()
  await page.getByLabel('Konu').fill('{{ customer.first_name }}, bahar geldi')
  await page
    .getByLabel('Metin', { exact: true })
    .fill('Merhaba **{{ customer.first_name }}**,\n\nYeni fincanlarımız raflarda.')
  await page.getByLabel('Kimin gözünden').selectOption('Gülşah Ilgaz')
  await expect(page.getByText('Gülşah, bahar geldi')).toBeVisible()
  await expect(mailOf(page, 'Ön izleme').getByText('Gülşah', { exact: true })).toBeVisible()
})

test('who may be written to, and why the others may not', async () => {
  const { page } = at()
  await expect(page.getByRole('row', { name: /Yazılabilir/ })).toContainText('1')
  await expect(page.getByRole('row', { name: /İzni yok, hiç sorulmamış/ })).toContainText('1')
  await page.getByRole('button', { name: /İznini geri aldı: 1/ }).click()
  await expect(page.getByRole('dialog', { name: 'İznini geri aldı' }).getByText('İpek Şen')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('sending waits some seconds in which it can be taken back', async () => {
  const { page } = at()
  await sendIt(page)
  await page.getByRole('button', { name: 'Geri al' }).click()
  await expect(page.getByLabel('Konu')).toHaveValue('{{ customer.first_name }}, bahar geldi')
  await sendIt(page)
  await expect(page.getByText(/saniye sonra başlıyor/)).toBeVisible()
  await expectAccessible(page)
  const recipients = page.getByRole('table', { name: 'Alıcılar' })
  await expect(recipients.getByRole('row', { name: /Gülşah Ilgaz/ })).toContainText('Gönderildi', {
    timeout: 30_000,
  })
  await expect(recipients.getByRole('row', { name: /Çağrı Öz/ })).toHaveCount(0)
})

test('the reader opens the mail, follows the link and is not written to again', async ({ browser }) => {
  const { page } = at()
  await page.goto('/mailbox')
  await expect(page.getByRole('button', { name: /gulsah@posta/ })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { name: 'Gülşah, bahar geldi' })).toBeVisible()
  await expectAccessible(page)
  const link = await mailOf(page, 'Gülşah, bahar geldi')
    .locator('a[href*="/u/"]')
    .first()
    .getAttribute('href')
  await unsubscribe(await browser.newContext({ locale: 'tr-TR' }), link ?? '')
  await page.goto('/campaigns?new=')
  await page.getByRole('dialog').getByLabel('Ad', { exact: true }).fill('Yaz mektubu')
  await page.getByRole('dialog').getByLabel('Alıcılar').selectOption('Bilinen bütün müşteriler')
  await page.getByRole('button', { name: 'Mektubu yaz' }).click()
  await expect(page.getByRole('row', { name: /Yazılabilir/ })).toContainText('0')
  await page.getByRole('button', { name: /İznini geri aldı: 2/ }).click()
  await expect(page.getByRole('dialog').getByText('Gülşah Ilgaz')).toBeVisible()
  await page.keyboard.press('Escape')
})

test('campaigns and mailbox are readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const { page } = at()
  const draft = new URL(page.url()).pathname
  await page.goto('/campaigns')
  await page.getByRole('cell', { name: 'Bahar mektubu' }).click()
  await expect(page).toHaveURL(/campaigns\/[0-9a-f-]{36}/)
  await expectScreens(page, ['/campaigns', draft, new URL(page.url()).pathname, '/mailbox'])
})

async function writeDownPeople(page: Page): Promise<void> {
  for (const { said, ...person } of people) {
    const { id } = await call<{ id: number }>(page, 'customers', person)
    const consent = { channel: 'email', purpose: 'marketing', evidence: 'Kasada form' }
    if (said) await call(page, `customers/${id}/consents`, { ...consent, state: said })
  }
}

/** The inside of the frame a mail is shown in. */
function mailOf(page: Page, title: string) {
  return page.frameLocator(`iframe[title="${title}"]`)
}

async function sendIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Gönder/ }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '1 kişiye gönder' }).click()
}

async function unsubscribe(context: BrowserContext, link: string): Promise<void> {
  const reader = await context.newPage()
  await reader.setViewportSize({ width: 390, height: 844 })
  await reader.goto(link)
  await expectAccessible(reader)
  await reader.getByRole('button', { name: 'E-posta almak istemiyorum' }).click()
  await expect(reader.getByText(/Kaydettik/)).toBeVisible()
  await context.close()
}
