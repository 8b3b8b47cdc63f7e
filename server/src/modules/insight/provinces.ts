/** Türkiye's 81 provinces by the number on their plates, and which one the name of a city means. */
import { foldForSearch } from '#/platform/text/fold.ts'

/** In the order of plates, from 1. */
export const provinces = (
  'Adana,Adıyaman,Afyonkarahisar,Ağrı,Amasya,Ankara,Antalya,Artvin,Aydın,Balıkesir,Bilecik,Bingöl,Bitlis,Bolu,Burdur,' +
  'Bursa,Çanakkale,Çankırı,Çorum,Denizli,Diyarbakır,Edirne,Elazığ,Erzincan,Erzurum,Eskişehir,Gaziantep,Giresun,Gümüşhane,' +
  'Hakkâri,Hatay,Isparta,Mersin,İstanbul,İzmir,Kars,Kastamonu,Kayseri,Kırklareli,Kırşehir,Kocaeli,Konya,Kütahya,Malatya,' +
  'Manisa,Kahramanmaraş,Mardin,Muğla,Muş,Nevşehir,Niğde,Ordu,Rize,Sakarya,Samsun,Siirt,Sinop,Sivas,Tekirdağ,Tokat,Trabzon,' +
  'Tunceli,Şanlıurfa,Uşak,Van,Yozgat,Zonguldak,Aksaray,Bayburt,Karaman,Kırıkkale,Batman,Şırnak,Bartın,Ardahan,Iğdır,Yalova,' +
  'Karabük,Kilis,Osmaniye,Düzce'
).split(',')

/** Older names, shorter ones, and cities that are the seat of a province of another name. */
const otherNames: Record<string, number> = {
  afyon: 3,
  antakya: 31,
  iskenderun: 31,
  icel: 33,
  izmit: 41,
  maras: 46,
  adapazari: 54,
  urfa: 63,
  antep: 27,
}

const plates = new Map([
  ...provinces.map((name, index): [string, number] => [foldForSearch(name), index + 1]),
  ...Object.entries(otherNames),
])

/** The number on the plates; null for what is no province. `İstanbul / Kadıköy` and `ISTANBUL` mean 34. */
export function plateOf(city: string): number | null {
  const [first = ''] = city.split(/[/,(-]/)
  return plates.get(foldForSearch(first).trim()) ?? null
}
