import { chromium } from '@playwright/test'
import { existsSync } from 'node:fs'
import { readFileSync } from 'node:fs'
const said = readFileSync('/tmp/journeys-demo.log', 'utf8')
const [, email, password] = /Sign in with (\S+) and (\S+)/.exec(said)
const exe = ['/usr/bin/chromium','/usr/bin/chromium-browser','/usr/bin/google-chrome'].find(existsSync)
const b = await chromium.launch({ executablePath: exe, args: ['--no-sandbox'] })
const c = await b.newContext({ baseURL: 'http://localhost:4871', locale: 'tr-TR', timezoneId: 'Europe/Istanbul', viewport: { width: 1440, height: 900 } })
const p = await c.newPage()
p.on('console', (m) => m.type() === 'error' && console.log('ERR', m.text()))
await p.request.post('/api/session/sign-in', { data: { email, password } })
await p.goto('/')
async function look(language, theme, width) {
  await p.evaluate(([l, t]) => { localStorage.setItem('vefa.language', l); localStorage.setItem('vefa.theme', t) }, [language, theme])
  await p.setViewportSize({ width, height: width > 400 ? 900 : 844 })
}
const want = process.argv.slice(2)
for (const item of want) {
  const [name, path, language = 'tr', theme = 'light', width = '1440'] = item.split('|')
  await look(language, theme, Number(width))
  await p.goto(path)
  await p.waitForTimeout(2500)
  await p.screenshot({ path: `/tmp/journeys-shots/${name}.png` })
  console.log(name, await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
}
await b.close()
