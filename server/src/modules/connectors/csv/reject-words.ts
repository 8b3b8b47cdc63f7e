/** Owns the words of the report of rejects, in both languages. */
import type { RowReject } from './rows.ts'
import type { ValueReject } from './values.ts'

export type ReportLanguage = 'tr' | 'en'

type Words = Record<ReportLanguage, string>

/** Found when rows are put together to what they belong to. */
type GroupReject =
  | 'no-identity'
  | 'currency-unknown'
  | 'date-missing'
  | 'amount-too-large'
  | 'cannot-be-stored'

const words: Record<RowReject | ValueReject | GroupReject | 'missing-value', Words> = {
  'too-few-columns': { tr: 'Satırda eksik sütun var', en: 'The row has too few columns' },
  'too-many-columns': { tr: 'Satırda fazla sütun var', en: 'The row has too many columns' },
  'stray-quote': { tr: 'Satırda yerinde olmayan bir tırnak var', en: 'A quote stands where none belongs' },
  'unclosed-quote': { tr: 'Açılan tırnak kapanmıyor', en: 'A quote is opened and never closed' },
  'field-too-long': { tr: 'Bir hücre çok uzun', en: 'A cell is too long' },
  'row-too-long': { tr: 'Satır çok uzun', en: 'The row is too long' },
  'nul-byte': {
    tr: 'Satırda metin olmayan karakterler var',
    en: 'The row holds characters that are no text',
  },
  'cut-off': { tr: 'Dosya bu satırın ortasında bitiyor', en: 'The file ends in the middle of this row' },
  'damaged-file': {
    tr: 'Sıkıştırılmış dosya buradan sonra okunamıyor',
    en: 'The packed file cannot be read from here on',
  },
  'bad-email': { tr: 'E-posta adresi geçersiz', en: 'Not an e-mail address' },
  'bad-phone': { tr: 'Telefon numarası geçersiz', en: 'Not a telephone number' },
  placeholder: { tr: 'Gerçek değer değil, yer tutucu', en: 'A placeholder, not a real value' },
  'bad-amount': { tr: 'Tutar okunamadı', en: 'The amount cannot be read' },
  'bad-quantity': { tr: 'Miktar okunamadı', en: 'The quantity cannot be read' },
  'bad-date': { tr: 'Tarih okunamadı', en: 'The date cannot be read' },
  'impossible-date': { tr: 'Böyle bir tarih yok', en: 'There is no such date' },
  'bad-flag': { tr: 'Evet mi hayır mı anlaşılmadı', en: 'Neither yes nor no' },
  'too-long': { tr: 'Değer çok uzun', en: 'The value is too long' },
  'rounded-number': {
    tr: 'Hesap tablosu numarayı yuvarlamış (1,23E+11)',
    en: 'A spreadsheet has rounded the number (1.23E+11)',
  },
  'missing-value': { tr: 'Gerekli değer boş', en: 'A value that is needed is empty' },
  'no-identity': {
    tr: 'Satır kimseyi ya da hiçbir ürünü belirtmiyor',
    en: 'The row names nobody and nothing',
  },
  'currency-unknown': { tr: 'Para birimi bilinmiyor', en: 'The currency is not known' },
  'date-missing': { tr: 'Siparişin tarihi yok', en: 'The order has no date' },
  'amount-too-large': { tr: 'Tutar saklanamayacak kadar büyük', en: 'The amount is too large to be kept' },
  'cannot-be-stored': { tr: 'Değerlerden biri saklanamıyor', en: 'One of the values cannot be kept' },
}

/** The reason as a sentence; one added by a newer program as its code. */
export function reasonText(reason: string, language: ReportLanguage): string {
  return Object.hasOwn(words, reason) ? words[reason as keyof typeof words][language] : reason
}

export const reportColumns: Record<ReportLanguage, string[]> = {
  tr: ['Satır', 'Sütun', 'Sonuç', 'Neden', 'İçerik'],
  en: ['Row', 'Column', 'Outcome', 'Reason', 'Content'],
}

export const outcomeText: Record<'rejected' | 'doubt', Words> = {
  rejected: { tr: 'alınmadı', en: 'not taken' },
  doubt: { tr: 'satır alındı, bu değer alınmadı', en: 'row taken without this value' },
}
