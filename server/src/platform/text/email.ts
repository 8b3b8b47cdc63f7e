/** Owns the normal form of an e-mail address and the judgement whether it stands for one person. */
import { domainToASCII } from 'node:url'

/** Whose address it is: only a `personal` one may identify, and so merge, a customer. */
export type EmailKind = 'personal' | 'role' | 'automated' | 'masked'

export type NormalEmail =
  | { ok: true; email: string; kind: EmailKind }
  | { ok: false; reason: 'empty' | 'malformed' | 'placeholder' }

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(xn--[a-z0-9-]{2,59}|[a-z]{2,63})$/
const WORDS_FOR_NOTHING = new Set(['-', '--', 'yok', 'none', 'null', 'n/a', 'na', 'undefined', 'nan'])

/**
 * Lower-cases by root rules (never Turkish: `INFO@SHOP.COM` must not become `ınfo@…`), takes the address out
 * of `Name <address>` and `mailto:`, writes international domains in ASCII. Dots and plus parts are kept, since
 * whether they matter is the business of the mailbox's owner.
 */
export function normaliseEmail(raw: string): NormalEmail {
  if (raw.length > 1000) return { ok: false, reason: 'malformed' }
  const text = bareAddress(raw)
  if (text === '' || WORDS_FOR_NOTHING.has(text)) return { ok: false, reason: 'empty' }
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > 320) return { ok: false, reason: 'malformed' }
  const local = text.slice(0, at)
  const domain = domainToASCII(text.slice(at + 1))
  if (!isWellFormed(local, domain)) return { ok: false, reason: 'malformed' }
  if (isPlaceholder(local, domain)) return { ok: false, reason: 'placeholder' }
  return { ok: true, email: `${local}@${domain}`, kind: kindOf(local, domain) }
}

/** Whether a normalised address may identify one person: no role, robot or marketplace relay. */
export function identifiesOnePerson(email: NormalEmail): boolean {
  return email.ok && email.kind === 'personal'
}

function bareAddress(raw: string): string {
  const text = raw.replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '').trim()
  const inBrackets = /<([^<>]+)>\s*$/.exec(text.slice(-400))?.[1] ?? text
  return inBrackets
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^['"]+|['",;.]+$/g, '')
    .normalize('NFKC')
    .replaceAll('İ', 'i')
    .toLowerCase()
}

function isWellFormed(local: string, domain: string): boolean {
  return local.length <= 64 && domain.length <= 253 && LOCAL_PART.test(local) && DOMAIN.test(domain)
}

const PLACEHOLDER_DOMAINS = wordsOf(
  'example.com example.org example.net test.com test.com.tr email.com.tr domain.com ornek.com',
  'deneme.com yok.com yok.com.tr mailiyok.com noemail.com nomail.com none.com aaa.com asd.com',
  'mailyok.com abc.abc a.com x.com.tr no.com fake.com',
)
const PLACEHOLDER_LOCALS = wordsOf(
  'yok mailyok emailyok mailiyok epostayok noemail nomail none null undefined test deneme asd asdf',
  'asdasd qwe qwerty abc aaa xxx ornek example',
)
const PLACEHOLDER_TLD = /\.(invalid|test|example|localhost|local|internal)$/

function isPlaceholder(local: string, domain: string): boolean {
  if (PLACEHOLDER_DOMAINS.has(domain) || PLACEHOLDER_TLD.test(domain)) return true
  const bare = local.replaceAll(/[._-]/g, '')
  return PLACEHOLDER_LOCALS.has(bare) || /^(.)\1{2,}$/.test(bare) || /^(0+|12345\d*)$/.test(bare)
}

/** Domains (or parents of domains) behind which a marketplace or mail provider hides the buyer's own address. */
const MASKING_DOMAINS = [
  ...wordsOf(
    'trendyol.com trendyolmail.com hepsiburada.com hepsiburada.net n11.com ciceksepeti.com',
    'pazarama.com pttavm.com gittigidiyor.com members.ebay.com etsy.com aliexpress.com',
    'privaterelay.appleid.com mozmail.com duck.com relay.firefox.com facebook.com',
  ),
]
const AMAZON_RELAY = /^marketplace\.amazon\.[a-z.]+$/
const ROBOTS =
  /^(no|do[._-]?not)[._-]?(reply|yanit|cevap)|^(yanitlama|cevaplama)|^(mailer-daemon|postmaster|bounces?|notifications?|bildirim)$/
const ROLES = wordsOf(
  'info bilgi iletisim contact contactus hello merhaba destek support help yardim satis sales',
  'siparis orders order muhasebe accounting finans billing fatura efatura invoice admin',
  'administrator yonetim webmaster hostmaster root office ofis sekreter ik hr kariyer jobs',
  'marketing pazarlama pr team musterihizmetleri customerservice service servis abuse security',
  'privacy kvkk satinalma purchasing lojistik depo kargo magaza shop store mail email',
)

function kindOf(local: string, domain: string): EmailKind {
  if (AMAZON_RELAY.test(domain) || MASKING_DOMAINS.some((mask) => isUnder(domain, mask))) return 'masked'
  if (ROBOTS.test(local)) return 'automated'
  const beforePlus = local.split('+', 1)[0] ?? local
  return ROLES.has(beforePlus.replaceAll(/[._-]/g, '')) ? 'role' : 'personal'
}

function isUnder(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`)
}

function wordsOf(...lines: string[]): Set<string> {
  return new Set(lines.flatMap((line) => line.split(' ')))
}
