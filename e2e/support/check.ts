/** What every journey looks at on every screen: accessibility, and nothing broken in the browser's console. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // One page is enough: the other way opens a blank one for every look.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  )
  expect(found, where).toEqual([])
}

/** Nothing wider than the window: a phone never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page, where = page.url()): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, where).toBeLessThanOrEqual(0)
}

/** Collects what the browser complains about; call at the start, look at the end. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

/** Every pair of language, look and width is met; all eight would tell nothing more. */
type Sight = { language: 'tr' | 'en'; theme: 'light' | 'dark'; width: number }

const wide: Sight = { language: 'tr', theme: 'light', width: 1440 }

const sights: readonly Sight[] = [
  wide,
  { language: 'tr', theme: 'dark', width: 390 },
  { language: 'en', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 1440 },
]

/** For screens without data, which differ little: each language, look and width once. */
export const fewSights: readonly Sight[] = [wide, { language: 'en', theme: 'dark', width: 390 }]

/** Opens each address in both languages and looks, wide and on a phone; at 360 px nothing may scroll sideways. */
export async function expectScreens(
  page: Page,
  addresses: readonly string[],
  from: readonly Sight[] = sights,
): Promise<void> {
  for (const sight of from) {
    await look(page, sight)
    for (const address of addresses) {
      await page.goto(address)
      await settled(page)
      await expectAccessible(page, `${address} ${sight.language} ${sight.theme} ${sight.width}`)
      if (sight.width > 390) continue
      await page.setViewportSize({ width: 360, height: 780 })
      await expectNoSidewaysScroll(page, address)
      await page.setViewportSize({ width: sight.width, height: 844 })
    }
  }
  await look(page, wide)
}

/** Language and look as a person would have chosen them on this machine. */
async function look(page: Page, sight: Sight): Promise<void> {
  await page.evaluate(({ language, theme }) => {
    localStorage.setItem('vefa.language', language)
    localStorage.setItem('vefa.theme', theme)
  }, sight)
  await page.setViewportSize({ width: sight.width, height: sight.width > 390 ? 900 : 844 })
  await page.reload()
}

/** The page has its title and nothing is loading any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status', { name: /^(Yükleniyor|Loading)$/ })).toHaveCount(0)
}
