/** What every journey looks at on every screen: accessibility, and nothing broken in the browser's console. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  await stillness(page)
  // Axe stays in a document it was put into; a page with frames takes it anew, for each of them.
  const there = page.frames().length === 1 && (await page.evaluate(() => 'axe' in globalThis))
  const { violations } = await new AxeBuilder({ page, ...(there && { axeSource: ';' }) })
    // One page is enough: the other way opens a blank one for every look.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
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

/** What is still fading in would be judged half way; what moves for ever is not waited for. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ending.map(async (animation) => animation.finished))
  })
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

type Sight = { language: 'tr' | 'en'; theme: 'light' | 'dark'; width: number }

const wide: Sight = { language: 'tr', theme: 'light', width: 1440 }

/** Every pair of language, look and width is met; all eight would tell nothing more. */
const sights: readonly Sight[] = [
  wide,
  { language: 'tr', theme: 'dark', width: 390 },
  { language: 'en', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 1440 },
]

/** For screens without data, which differ little: each language, look and width once. */
export const fewSights: readonly Sight[] = [wide, { language: 'en', theme: 'dark', width: 390 }]

/**
 * Looks at each address in each language, wide and on a phone; at 360 px nothing may scroll sideways. The first is loaded, the
 * others are gone to as by a link; look and width change under the open page, as when a person chooses them.
 */
export async function expectScreens(
  page: Page,
  addresses: readonly string[],
  from: readonly Sight[] = sights,
): Promise<void> {
  // Colours that are still fading from one look to the other would be judged half way.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const language of ['tr', 'en'] as const) {
    const own = from.filter((sight) => sight.language === language)
    await page.evaluate((chosen) => localStorage.setItem('vefa.language', chosen), language)
    await page.goto(addresses[0] ?? '/')
    for (const address of addresses) {
      await follow(page, address)
      for (const sight of own) await lookAt(page, address, sight)
    }
  }
  await page.emulateMedia({ reducedMotion: null })
  await page.evaluate((chosen) => localStorage.setItem('vefa.language', chosen), wide.language)
  await wear(page, wide)
  await page.reload()
}

type Router = {
  history: { push(address: string): void }
  state: { status: string; resolvedLocation?: { href: string } }
}

/** Goes to an address of the console without loading the program anew, and waits until its page stands. */
async function follow(page: Page, address: string): Promise<void> {
  await page.waitForFunction(() => '__TSR_ROUTER__' in globalThis)
  await page.evaluate((next) => {
    const { history } = Reflect.get(globalThis, '__TSR_ROUTER__') as Router
    history.push(next)
  }, address)
  await page.waitForFunction(() => {
    const { status, resolvedLocation } = (Reflect.get(globalThis, '__TSR_ROUTER__') as Router).state
    return status === 'idle' && resolvedLocation?.href === location.pathname + location.search
  })
}

async function lookAt(page: Page, address: string, sight: Sight): Promise<void> {
  await wear(page, sight)
  await settled(page)
  await expectAccessible(page, `${address} ${sight.language} ${sight.theme} ${sight.width}`)
  if (sight.width > 390) return
  await page.setViewportSize({ width: 360, height: 780 })
  await expectNoSidewaysScroll(page, address)
}

/** Look and width of the page as it stands, and of those opened after it. */
async function wear(page: Page, { theme, width }: Sight): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem('vefa.theme', chosen)
    document.documentElement.dataset.theme = chosen
  }, theme)
  await page.setViewportSize({ width, height: width > 390 ? 900 : 844 })
}

/** The page has its title and nothing is loading any more; how fast that is, is measured elsewhere. */
async function settled(page: Page): Promise<void> {
  const patience = { timeout: 30_000 }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(patience)
  await expect(page.getByRole('status', { name: /^(Yükleniyor|Loading)$/ })).toHaveCount(0, patience)
}
