/** One journey file: an installation of its own, one browser page that goes through all its tests, nothing broken on the way. */
import { expect, type Page, test } from '@playwright/test'

import { complaintsOf } from './check.ts'
import { type Installation, startInstallation } from './installation.ts'

type Journey = {
  page: Page
  url: string
  installation: Installation
  /** What the browser has complained about since the last test; a test that provokes one empties it. */
  complaints: string[]
}

/** Starts what the file needs; the answer is called inside tests. */
export function journey(options: Parameters<typeof startInstallation>[0] & { patience?: number } = {}) {
  let under: Journey | undefined
  test.describe.configure({ mode: 'serial' })
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(options.patience ?? 180_000)
    const installation = await startInstallation(options)
    const context = await browser.newContext({
      baseURL: installation.url,
      viewport: { width: 1440, height: 900 },
    })
    const page = await context.newPage()
    under = { page, url: installation.url, installation, complaints: complaintsOf(page) }
  })
  test.afterEach(() => {
    expect(under?.complaints.splice(0)).toEqual([])
  })
  test.afterAll(async () => {
    await under?.page.context().close()
    await under?.installation.stop()
  })
  return (): Journey => {
    if (!under) throw new Error('the journey has not begun')
    return under
  }
}
