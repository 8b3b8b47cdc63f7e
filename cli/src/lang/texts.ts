/** What the command line says, in both languages. */
import type { Refusal } from '@vefa/server/cli'

import { importRefusals } from './import-texts.ts'

type Text = { tr: (...values: string[]) => string; en: (...values: string[]) => string }

export const texts = {
  help: {
    tr: () => 'Kullanım: npx vefa KOMUT [seçenekler]',
    en: () => 'Usage: npx vefa COMMAND [options]',
  },
  helpMore: {
    tr: () =>
      'Bir komutun seçenekleri: npx vefa help KOMUT\nKurulum VEFA_HOME klasöründekidir (yoksa bu klasördeki .vefa); Vefa çalışırken de dururken de kullanılabilir.',
    en: () =>
      'Options of a command: npx vefa help COMMAND\nThe installation is the one in VEFA_HOME (otherwise .vefa in this folder), running or stopped.',
  },
  unknownCommand: {
    tr: (words) => `Böyle bir komut yok: ${words}`,
    en: (words) => `There is no such command: ${words}`,
  },
  failed: { tr: (reason) => `Olmadı: ${reason}`, en: (reason) => `That did not work: ${reason}` },
  homeInUse: {
    tr: (reason) => `Veri klasörü kullanımda: ${reason}`,
    en: (reason) => `The data folder is in use: ${reason}`,
  },
  missing: {
    tr: (what) => `Eksik: ${what}`,
    en: (what) => `Missing: ${what}`,
  },
  notOneOf: {
    tr: (name, values) => `${name} şunlardan biri olmalı: ${values}`,
    en: (name, values) => `${name} must be one of: ${values}`,
  },
  notEmail: {
    tr: (email) => `"${email}" bir e-posta adresi değil.`,
    en: (email) => `"${email}" is not an e-mail address.`,
  },
  notNumber: {
    tr: (name) => `${name} bir sayı olmalı.`,
    en: (name) => `${name} must be a number.`,
  },
  passwordQuestion: { tr: () => 'Parola (görünmez): ', en: () => 'Password (not shown): ' },
  passwordShort: {
    tr: () => 'Parola en az 10 karakter olmalı; standart girdiden okunur.',
    en: () => 'The password needs at least 10 characters; it is read from standard input.',
  },
  userAdded: {
    tr: (email, role) => `${email} eklendi (${role}).`,
    en: (email, role) => `${email} was added (${role}).`,
  },
  shopName: { tr: () => 'Mağazam', en: () => 'My shop' },
  keyShown: {
    tr: () => 'Anahtar yalnızca şimdi gösteriliyor; güvenli bir yere koyun.',
    en: () => 'The key is shown only now; keep it somewhere safe.',
  },
  keyRevoked: { tr: (id) => `${id} iptal edildi.`, en: (id) => `${id} was revoked.` },
  nothingPending: {
    tr: () => 'Her şey güncel; yapılacak bir şey yoktu.',
    en: () => 'Everything is up to date; there was nothing to do.',
  },
  applied: { tr: (name) => `Uygulandı: ${name}`, en: (name) => `Applied: ${name}` },
  healthy: { tr: () => 'Sorun yok.', en: () => 'Nothing is wrong.' },
  ill: {
    tr: () => 'Yukarıda ✗ ile gösterilenler düzeltilmeden Vefa çalışmaz.',
    en: () => 'Vefa will not run until what is marked ✗ above is put right.',
  },
} satisfies Record<string, Text>

const refusals: Record<string, Text> = {
  ...importRefusals,
  email_taken: { tr: () => 'Bu e-posta zaten ekipte.', en: () => 'This e-mail is already in the team.' },
  currency_unknown: {
    tr: (params) => `Böyle bir para birimi yok: ${params}`,
    en: (params) => `There is no such currency: ${params}`,
  },
  time_zone_unknown: {
    tr: (params) => `Böyle bir saat dilimi yok: ${params}`,
    en: (params) => `There is no such time zone: ${params}`,
  },
  store_not_found: {
    tr: (params) => `Böyle bir mağaza yok: ${params}`,
    en: (params) => `There is no such store: ${params}`,
  },
  key_not_found: { tr: () => 'Böyle bir anahtar yok.', en: () => 'There is no such key.' },
}

/** A refusal of the shop as a sentence; an unknown one by its code. */
export function refusalText(refusal: Refusal, language: 'tr' | 'en'): string {
  const values = Object.values(refusal.params).map(String).join(', ')
  return refusals[refusal.code]?.[language](values) ?? refusal.code.replaceAll('_', ' ')
}
