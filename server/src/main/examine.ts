/** What the doctor finds beyond the engines: settings, mail server, migrations. */
import { createPool } from '#/platform/db/index.ts'
import type { Config } from '#/platform/config.ts'
import { examineEngines, findingText, runningEngines } from '#/platform/engines/index.ts'
import { createEventStore } from '#/platform/event-store/index.ts'
import { examineMailServer } from '#/platform/mail/index.ts'

import { pendingMigrations } from './migrate.ts'

export type Examined = { level: 'ok' | 'warning' | 'error'; text: string }

type Language = 'tr' | 'en'

/** Everything worth saying, in plain words, in the order a person would look; changes nothing. */
export async function examineInstallation(config: Config, language: Language): Promise<Examined[]> {
  const engines = await examineEngines({
    home: config.home,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    ...(config.clickhouseUrl && { clickhouseUrl: config.clickhouseUrl }),
  })
  const broken = engines.some((finding) => finding.level === 'error')
  return [
    ...engines.map((finding) => ({ level: finding.level, text: findingText(finding, language) })),
    examineAddress(config, language),
    await examineMail(config, language),
    ...(broken ? [] : await examineMigrations(config, language)),
  ]
}

const texts = {
  addressLocal: {
    tr: (url: string) =>
      `Adres ${url}: postalardaki bağlantılar yalnızca bu makinede açılır. Başkaları da kullanacaksa VEFA_URL verin.`,
    en: (url: string) =>
      `The address is ${url}: links in mails open on this machine only. Set VEFA_URL if others will use it.`,
  },
  addressPlain: {
    tr: (url: string) => `Adres ${url} şifresiz (http). Oturumlar ağda okunabilir; https kullanın.`,
    en: (url: string) =>
      `The address ${url} is not encrypted (http). Sessions can be read on the way; use https.`,
  },
  address: { tr: (url: string) => `Adres ${url}.`, en: (url: string) => `The address is ${url}.` },
  mailNone: {
    tr: () => 'SMTP_URL verilmemiş: postalar gönderilmez, posta kutusu sayfasında gösterilir.',
    en: () => 'SMTP_URL is not set: mails are not sent but shown on the mailbox page.',
  },
  mail: { tr: () => 'Posta sunucusu kabul ediyor.', en: () => 'The mail server accepts us.' },
  mailBroken: {
    tr: (reason: string) => `Posta sunucusu kullanılamıyor: ${reason}. SMTP_URL’yi kontrol edin.`,
    en: (reason: string) => `The mail server cannot be used: ${reason}. Check SMTP_URL.`,
  },
  migrated: { tr: () => 'Veri şeması güncel.', en: () => 'The data is up to date with this version.' },
  pending: {
    tr: (names: string) =>
      `Bekleyen güncellemeler var: ${names}. Başlatınca ya da "npx vefa migrate" ile uygulanır.`,
    en: (names: string) =>
      `Migrations are waiting: ${names}. They run at the next start, or with "npx vefa migrate".`,
  },
} as const

function examineAddress(config: Config, language: Language): Examined {
  const { hostname, protocol } = new URL(config.url)
  if (/^(localhost|127\.|\[::1\])/.test(hostname)) {
    return { level: 'ok', text: texts.addressLocal[language](config.url) }
  }
  if (protocol === 'http:') return { level: 'warning', text: texts.addressPlain[language](config.url) }
  return { level: 'ok', text: texts.address[language](config.url) }
}

async function examineMail(config: Config, language: Language): Promise<Examined> {
  if (!config.smtpUrl) return { level: 'ok', text: texts.mailNone[language]() }
  const reason = await examineMailServer(config.smtpUrl)
  if (reason === null) return { level: 'ok', text: texts.mail[language]() }
  return { level: 'error', text: texts.mailBroken[language](reason) }
}

/** Only where the stores can be asked: of a stopped embedded installation nothing is said. */
async function examineMigrations(config: Config, language: Language): Promise<Examined[]> {
  const running = await runningEngines(config.home)
  const databaseUrl = config.databaseUrl ?? running?.databaseUrl
  const eventStoreUrl = config.clickhouseUrl ?? running?.eventStoreUrl
  if (!databaseUrl || !eventStoreUrl) return []
  const pool = createPool(databaseUrl, 1)
  const eventStore = createEventStore(eventStoreUrl)
  try {
    const names = await pendingMigrations({ pool, eventStore })
    if (names.length === 0) return [{ level: 'ok', text: texts.migrated[language]() }]
    return [{ level: 'warning', text: texts.pending[language](names.join(', ')) }]
  } finally {
    await eventStore.close()
    await pool.end()
  }
}
