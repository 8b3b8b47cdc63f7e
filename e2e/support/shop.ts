/** A shop ready to be worked in, for journeys that begin after the first run; made through the console's own API. */
import { expect, type Page } from '@playwright/test'

export const owner = { name: 'Nermin Aksu', email: 'nermin@ornek.example', password: 'uzun-bir-parola-1' }

/** Makes the owner and the shop and signs the page in. */
export async function openShop(page: Page): Promise<void> {
  await call(page, 'session/owner', {
    ...owner,
    shopName: 'Çınar Ev',
    language: 'tr',
    currency: 'TRY',
    timeZone: 'Europe/Istanbul',
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** POSTs to the API as the person signed in; the answer as JSON. */
export async function call<Answer>(page: Page, path: string, input: object): Promise<Answer> {
  const response = await page.request.post(`/api/${path}`, { data: input })
  expect(response.ok(), `${path}: ${await response.text()}`).toBe(true)
  return (await response.json()) as Answer
}

/** A key that may send events and nothing else. */
export async function intakeKey(page: Page): Promise<string> {
  const { key } = await call<{ key: string }>(page, 'team/keys', { name: 'Site', scope: 'intake' })
  return key
}

/** Sends one batch to the intake as a server of the shop would. */
export async function send(url: string, key: string, batch: readonly object[]): Promise<void> {
  const response = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
  })
  expect(response.status).toBe(200)
}

/** A purchase as the shop tells it; `daysAgo` before now. */
export function purchase(userId: string, order: { id: string; total: number; daysAgo?: number }): object {
  const time = new Date(Date.now() - (order.daysAgo ?? 0) * 86_400_000)
  return {
    type: 'track',
    event: 'Order Completed',
    userId,
    messageId: `order-${order.id}`,
    timestamp: time.toISOString(),
    properties: {
      order_id: order.id,
      total: order.total,
      currency: 'TRY',
      products: [{ product_id: 'F1', name: 'Türk kahvesi fincanı', quantity: 1, price: order.total }],
    },
  }
}

/** Opens the page again until it shows what was sent: lists do not move under a reader's eyes by themselves. */
export async function reloadUntil(page: Page, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload()
    await shown()
  }).toPass({ timeout: 75_000 })
}
