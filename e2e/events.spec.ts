/** Events from a server and from a shop's page: a key, the live list, one set aside and mended. */
import { createServer, type Server } from 'node:http'

import { expect, test } from '@playwright/test'

import { expectAccessible, expectScreens } from './support/check.ts'
import { journey } from './support/journey.ts'
import { openShop, purchase, send } from './support/shop.ts'

const at = journey()
let key = ''

test('a key for sending events is made in the settings and shown once', async () => {
  const { page } = at()
  await openShop(page)
  await page.goto('/events')
  await expect(page.getByRole('heading', { name: 'Henüz olay yok' })).toBeVisible()
  await page.getByRole('button', { name: 'İlk olayı gönderin' }).click()
  await page.getByRole('link', { name: 'Anahtar oluştur' }).click()
  await page.getByRole('button', { name: 'Anahtar oluştur' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Ne için?').fill('Site')
  await dialog.getByRole('button', { name: 'Anahtar oluştur' }).click()
  key = await dialog.getByRole('textbox', { name: 'Anahtar' }).inputValue()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Kapat' }).last().click()
  await expect(page.getByText(key)).toHaveCount(0)
})

test('what a server sends appears live, with whom it is about', async () => {
  const { page, url } = at()
  await page.goto('/events?view=live')
  await expect(page.getByRole('heading', { name: 'Henüz olay yok' })).toBeVisible()
  await send(url, key, [
    {
      type: 'identify',
      userId: '7',
      traits: { firstName: 'Şule', lastName: 'Öztürk', email: 'sule@posta.vefa' },
    },
    purchase('7', { id: '1001', total: 1249.9 }),
    {
      type: 'track',
      event: 'Product Viewed',
      userId: '7',
      properties: { product_id: 'F1' },
      timestamp: 'dün',
    },
  ])
  await expect(page.getByText('Order Completed')).toBeVisible()
  await expect(page.getByText(/1\.249,90/)).toBeVisible()
  await page.getByText('Order Completed').click()
  await page
    .getByRole('link', { name: /^Müşteri \d+$/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Şule Öztürk').first()).toBeVisible()
})

test('an event that cannot be read waits with its reason, is mended and taken in', async () => {
  const { page } = at()
  await page.goto('/events?view=quarantine')
  await page.getByText('Zamanı okunamıyor.').click()
  const panel = page.getByRole('dialog', { name: 'Product Viewed' })
  const body = panel.getByLabel('Olay', { exact: true })
  await body.fill((await body.inputValue()).replace('"dün"', `"${new Date().toISOString()}"`))
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Kaydet' }).click()
  await panel.getByRole('button', { name: 'Yeniden gönder' }).click()
  await expect(page.getByText(/1 olay yeniden gönderildi/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Bekletilen olay yok' })).toBeVisible()
  await page.goto('/events?view=live')
  await expect(page.getByText('Product Viewed')).toBeVisible()
})

test("the script on a shop's page tells of the visit by itself", async ({ browser }) => {
  const { page, url } = at()
  const shop = await tinyShop(`<script async src="${url}/vefa.js" data-key="${key}"></script>`)
  const context = await browser.newContext()
  const visitor = await context.newPage()
  await visitor.goto(shop.address)
  await expect(page.getByText(shop.address)).toBeVisible()
  await page.goto('/events?view=kinds')
  await expect(page.getByRole('cell', { name: 'Page Viewed' })).toBeVisible()
  await page.getByRole('cell', { name: 'Order Completed' }).click()
  await expect(page.getByRole('dialog', { name: 'Order Completed' }).getByText('order_id')).toBeVisible()
  await expectAccessible(page)
  await context.close()
  shop.server.close()
})

test('the page of events is readable by everyone, wide and on a phone', async () => {
  test.setTimeout(240_000)
  const { page, url } = at()
  await send(url, key, [{ type: 'track', event: 'Wishlist Opened', anonymousId: 'a1', timestamp: 'yarın' }])
  await expectScreens(
    page,
    ['kinds', 'live', 'quarantine', 'send'].map((view) => `/events?view=${view}`),
  )
})

/** One page of a shop that lives elsewhere, with the line of the script in it. */
async function tinyShop(script: string): Promise<{ address: string; server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>Çınar Ev: fincanlar</title><h1>Fincanlar</h1>${script}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return { server, address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/` }
}
