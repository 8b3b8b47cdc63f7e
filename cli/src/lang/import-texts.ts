/** What `vefa import` says, in both languages. */
type Text = { tr: (...values: string[]) => string; en: (...values: string[]) => string }

export const importTexts = {
  noFile: {
    tr: (file) => `Böyle bir dosya yok: ${file}`,
    en: (file) => `There is no such file: ${file}`,
  },
  noMapping: {
    tr: (file, reason) => `Eşleme dosyası okunamadı (${file}): ${reason}`,
    en: (file, reason) => `The mapping file cannot be read (${file}): ${reason}`,
  },
  recognised: {
    tr: (kind, preset, currency) => `Tanındı: ${preset} (${kind}), para birimi ${currency}`,
    en: (kind, preset, currency) => `Recognised: ${preset} (${kind}), currency ${currency}`,
  },
  adopted: {
    tr: (currency) => `Mağazada henüz sipariş yok: raporların para birimi ${currency} oldu.`,
    en: (currency) => `The shop has no orders yet: ${currency} is now the currency of its figures.`,
  },
  reading: {
    tr: (share, rows) => `Okunuyor ${share} · ${rows} satır`,
    en: (share, rows) => `Reading ${share} · ${rows} rows`,
  },
  applying: {
    tr: (share, groups) => `Kaydediliyor ${share} · ${groups} kayıt`,
    en: (share, groups) => `Saving ${share} · ${groups} records`,
  },
  left: { tr: (seconds) => ` · kalan ${seconds} sn`, en: (seconds) => ` · ${seconds} s left` },
  done: { tr: (n) => `İçe aktarma ${n} bitti.`, en: (n) => `Import ${n} is done.` },
  notDone: {
    tr: (n, why) => `İçe aktarma ${n} tamamlanmadı: ${why}`,
    en: (n, why) => `Import ${n} did not finish: ${why}`,
  },
  rows: {
    tr: (read, rejected, doubts) =>
      `${read} satır okundu, ${rejected} satır alınmadı, ${doubts} hücre alınmadı`,
    en: (read, rejected, doubts) =>
      `${read} rows read, ${rejected} rows and ${doubts} single values not taken`,
  },
  counts: {
    tr: (created, updated, unchanged) => `${created} yeni, ${updated} değişti, ${unchanged} aynı`,
    en: (created, updated, unchanged) => `${created} new, ${updated} changed, ${unchanged} unchanged`,
  },
  waiting: {
    tr: (orders) => `${orders} sipariş kalemlerini veya ödemelerini bekliyor (başka bir dosyada)`,
    en: (orders) => `${orders} orders wait for their lines or payments from another file`,
  },
} satisfies Record<string, Text>

export const nounTexts: Record<string, { tr: string; en: string }> = {
  customers: { tr: 'müşteri', en: 'customers' },
  orders: { tr: 'sipariş', en: 'orders' },
  refunds: { tr: 'iade', en: 'refunds' },
  products: { tr: 'ürün', en: 'products' },
  events: { tr: 'olay', en: 'events' },
}

export const importRefusals: Record<string, Text> = {
  import_file_empty: { tr: () => 'Dosya boş.', en: () => 'The file is empty.' },
  import_file_not_text: { tr: () => 'Bu bir metin tablosu değil.', en: () => 'This is not a table of text.' },
  import_file_too_large: {
    tr: () => 'Dosya 2 GB sınırını aşıyor.',
    en: () => 'The file is larger than 2 GB.',
  },
  import_preset_unknown: {
    tr: (name) => `Böyle bir hazır eşleme yok: ${name}`,
    en: (name) => `There is no such preset: ${name}`,
  },
  import_mapping_incomplete: {
    tr: (fields) => `Bu alanlar için sütun bulunamadı: ${fields}. --map ile eşleme verin.`,
    en: (fields) => `No columns were found for: ${fields}. Give a mapping with --map.`,
  },
  import_mapping_invalid: {
    tr: (where) => `Eşleme geçersiz: ${where}`,
    en: (where) => `The mapping is not valid: ${where}`,
  },
  import_columns_missing: {
    tr: (columns) => `Dosyada bu sütunlar yok: ${columns}`,
    en: (columns) => `The file lacks these columns: ${columns}`,
  },
  import_rate_missing: {
    tr: (currencies) => `Kur bilinmiyor (${currencies}). --rate ile bir kur verin.`,
    en: (currencies) => `No rate is known (${currencies}). Give one with --rate.`,
  },
}
