/** The 81 provinces of Türkiye by the number on their plates, laid out as tiles roughly where they lie: each as large as the others, so that none is overlooked. */

export type Province = { plate: number; name: string; short: string; column: number; row: number }

export const mapColumns = 16
export const mapRows = 7

/** Row by row from north to south; a dot is sea or a neighbour. */
const rows = [
  '22 39 34 .  .  67 74 37 57 .  .  .  .  .  .  . ',
  '.  59 77 41 54 81 78 18 19 55 52 28 61 53 08 75',
  '17 10 16 11 26 14 06 71 66 05 60 29 69 25 36 76',
  '35 45 43 64 03 42 68 40 50 38 58 24 62 12 49 04',
  '09 48 20 15 32 70 51 01 80 46 44 23 21 72 13 65',
  '.  .  .  .  07 .  33 .  31 27 02 63 47 56 73 30',
  '.  .  .  .  .  .  .  .  .  79 .  .  .  .  .  . ',
]

/** In the order of the plates, 1 first. */
const names =
  'Adana Adıyaman Afyonkarahisar Ağrı Amasya Ankara Antalya Artvin Aydın Balıkesir Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Edirne Elazığ Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkâri Hatay Isparta Mersin İstanbul İzmir Kars Kastamonu Kayseri Kırklareli Kırşehir Kocaeli Konya Kütahya Malatya Manisa Kahramanmaraş Mardin Muğla Muş Nevşehir Niğde Ordu Rize Sakarya Samsun Siirt Sinop Sivas Tekirdağ Tokat Trabzon Tunceli Şanlıurfa Uşak Van Yozgat Zonguldak Aksaray Bayburt Karaman Kırıkkale Batman Şırnak Bartın Ardahan Iğdır Yalova Karabük Kilis Osmaniye Düzce'.split(
    ' ',
  )

/** Names too long for a tile. */
const shortened: Record<number, string> = {
  2: 'Adıyam.',
  3: 'Afyon',
  10: 'Balıkes.',
  17: 'Çanakk.',
  21: 'Diyarb.',
  26: 'Eskişeh.',
  27: 'Antep',
  29: 'Gümüşh.',
  37: 'Kastam.',
  39: 'Kırklar.',
  46: 'Maraş',
  63: 'Urfa',
  67: 'Zongul.',
  71: 'Kırıkk.',
  80: 'Osman.',
}

export const provinces: readonly Province[] = rows.flatMap((line, row) =>
  line
    .trim()
    .split(/\s+/)
    .flatMap((plate, column) => (plate === '.' ? [] : [provinceAt(Number(plate), column, row)])),
)

function provinceAt(plate: number, column: number, row: number): Province {
  const name = names[plate - 1] ?? String(plate)
  return { plate, name, short: shortened[plate] ?? name, column: column + 1, row: row + 1 }
}

const byPlate = new Map(provinces.map((province) => [province.plate, province]))

/** The name for a plate number as text, `34` or `06`; the text itself where it is none. */
export function provinceName(plate: string): string {
  return byPlate.get(Number(plate))?.name ?? plate
}
