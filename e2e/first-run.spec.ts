/** The first visit: an owner, three doors, signing in, look and language, and a colleague who may do less. */
import { expect, type Page, test } from '@playwright/test'

import { expectAccessible, expectNoSidewaysScroll, expectScreens, fewSights } from './support/check.ts'
import { journey } from './support/journey.ts'
import { owner } from './support/shop.ts'

const at = journey()

test('the first visit asks for the owner and the shop and leads to three doors', async () => {
  const { page } = at()
  await page.goto('/')
  await expect(page).toHaveURL('/first-run')
  await expectAccessible(page)
  await page.getByLabel('Adınız').fill(owner.name)
  await page.getByLabel('E-posta').fill(owner.email)
  await page.getByLabel('Parola').fill(owner.password)
  await page.getByLabel('Mağaza adı').fill('Çınar Ev')
  await expect(page.getByLabel('Raporlama para birimi')).toHaveValue('TRY')
  await expect(page.getByLabel('Saat dilimi')).toHaveValue('Europe/Istanbul')
  await page.getByRole('button', { name: 'Başlayın' }).click()
  await expect(page.getByRole('heading', { name: 'Nereden başlayalım?' })).toBeVisible()
  for (const door of ['Dosya yükleyin', 'Mağaza bağlayın', 'Örnek mağaza'])
    await expect(page.getByRole('heading', { name: door })).toBeVisible()
})

test('signing out and in: a wrong password is refused, the right one opens the page asked for', async () => {
  const { page, complaints } = at()
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitem', { name: 'Çıkış yap' }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Giriş yapın' })).toBeVisible()
  await expectAccessible(page)
  await signIn(page, owner.email, 'yanlis-parola-9')
  await expect(page.getByText('E-posta ya da parola yanlış.')).toBeVisible()
  expect(complaints.splice(0).join()).toContain('status of 4')
  await signIn(page, owner.email, owner.password)
  await expect(page.getByRole('heading', { name: 'Müşteriler', level: 1 })).toBeVisible()
})

test('language and look change at once and stay', async () => {
  const { page } = at()
  await choose(page, 'English')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await choose(page, 'Dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await choose(page, 'Light')
  await choose(page, 'Türkçe')
  await expect(page.getByRole('heading', { name: 'Müşteriler', level: 1 })).toBeVisible()
})

test('the keyboard alone: skip link, search, list of keys', async () => {
  const { page } = at()
  await page.goto('/customers')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'İçeriğe geç' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#main$/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Tuşlar' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Ara veya git' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.type('ayar')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/Ayarlar/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/settings')
})

test('an agent joins by invitation and is shown only what an agent may do', async ({ browser }) => {
  const { page, url } = at()
  const link = await invite(page, 'deniz@ornek.example')
  const other = await (await browser.newContext({ baseURL: url })).newPage()
  await other.goto(link)
  await expectAccessible(other)
  await other.getByLabel('Adınız').fill('Deniz Kaya')
  await other.getByLabel('Parola seçin').fill('baska-bir-parola-2')
  await other.getByRole('button', { name: 'Katıl' }).click()
  const menu = other.getByRole('navigation', { name: 'Ana menü' })
  await expect(menu.getByRole('link', { name: 'Müşteriler' })).toBeVisible()
  for (const hidden of ['Kampanyalar', 'İçgörü', 'İçe aktarma'])
    await expect(menu.getByRole('link', { name: hidden })).toHaveCount(0)
  await other.goto('/')
  await expect(other.getByRole('heading', { name: 'Sizi bekleyenler' })).toBeVisible()
  await expect(other.getByText('Ciro')).toHaveCount(0)
  await other.goto('/settings')
  const parts = other.getByRole('navigation', { name: 'Ayar bölümleri' })
  await expect(parts.getByRole('link', { name: 'Mağaza', exact: true })).toBeVisible()
  await expect(parts.getByRole('link', { name: 'Anahtarlar' })).toHaveCount(0)
  expect((await other.request.get('/api/campaigns')).status()).toBe(403)
  await other.goto(link)
  await expect(other.getByRole('heading', { name: 'Bu bağlantı artık geçerli değil' })).toBeVisible()
  await other.context().close()
})

test('a custom field and a blocked address are kept, changed and taken away', async () => {
  const { page } = at()
  await page.goto('/settings/attributes')
  await page.getByRole('button', { name: 'Alan ekle' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Görünen ad').fill('Beden')
  await dialog.getByLabel('Gönderilen ad').fill('size')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Kaydet' }).click()
  const fields = page.getByRole('table', { name: 'Özel alanlar' })
  await expect(fields.getByRole('row', { name: /Beden size Metin/ })).toBeVisible()
  await page.getByRole('button', { name: 'Yeniden adlandır: Beden' }).click()
  await dialog.getByLabel('Görünen ad').fill('Giysi bedeni')
  await dialog.getByRole('button', { name: 'Kaydet' }).click()
  await expect(fields.getByRole('row', { name: /Giysi bedeni/ })).toBeVisible()
  await page.getByRole('button', { name: 'Kaldır: Giysi bedeni' }).click()
  await dialog.getByRole('button', { name: 'Kaldır' }).click()
  await expect(page.getByText('Özel alan yok')).toBeVisible()

  await page.getByRole('link', { name: 'Engelli adresler' }).click()
  await page.getByRole('button', { name: 'Adres engelle' }).click()
  await dialog.getByLabel('E-posta adresi').fill('yazmayin@ornek.example')
  await dialog.getByLabel('Neden').fill('Telefonda istedi')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Kaydet' }).click()
  const blocks = page.getByRole('table', { name: 'Engelli adresler' })
  await expect(blocks.getByRole('row', { name: /yazmayin@ornek.example Telefonda istedi/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Engeli kaldır: yazmayin@ornek.example' }).click()
  await dialog.getByRole('button', { name: 'Engeli kaldır' }).click()
  await expect(page.getByText('Engelli adres yok')).toBeVisible()
  await page.goto('/audit')
  await expect(page.getByRole('cell', { name: 'Engel kaldırıldı' })).toBeVisible()
})

test('every empty screen is readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const empty = ['/start', '/', '/customers', '/orders', '/products', '/campaigns', '/mailbox', '/insight']
  const tools = ['/events', '/import', '/audit', '/profile']
  const settings = ['shop', 'team', 'keys', 'stores', 'rates', 'attributes', 'blocks'].map(
    (part) => `/settings/${part}`,
  )
  await expectScreens(at().page, [...empty, ...tools, ...settings], fewSights)
})

test('the pages before signing in fit a phone', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: at().url, viewport: { width: 360, height: 780 } })
  const phone = await context.newPage()
  await phone.goto('/sign-in')
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNoSidewaysScroll(phone)
  await expectAccessible(phone)
  await context.close()
})

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-posta').fill(email)
  await page.getByLabel('Parola').fill(password)
  await page.getByRole('button', { name: 'Giriş yap' }).click()
}

async function choose(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitemcheckbox', { name: entry }).click()
}

/** Invites an agent and reads the link that is shown once. */
async function invite(page: Page, email: string): Promise<string> {
  await page.goto('/settings/team')
  await page.getByRole('button', { name: 'Davet et' }).click()
  await page.getByRole('dialog').getByLabel('E-posta').fill(email)
  await page.getByRole('dialog').getByRole('button', { name: 'Davet et' }).click()
  const link = await page.getByRole('textbox', { name: 'Davet bağlantısı' }).inputValue()
  await page.getByRole('dialog').getByRole('button', { name: 'Kapat' }).last().click()
  return link
}
