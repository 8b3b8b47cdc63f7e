/** A town of made-up people, the same for the same numbers. */
import { foldForSearch } from '../../../server/src/platform/text/fold.ts'

const firstNames =
  'Ayşe Fatma Emine Hatice Zeynep Elif Meryem Şerife Sultan Zehra Hanife Merve Havva Esra Özlem Büşra Gülsüm Songül Kübra Çiğdem Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Şükrü Işıl Irmak İpek Deniz Umut Ezgi Selin Tuğba Gözde'.split(
    ' ',
  )
const stems =
  'Kara Ak Öz Yıl Demir Taş Güneş Er Şen Çelik Kılıç Aydın Gök Yavuz Bay Tek Dur Koç Sarı Bulut Doğan Kurt Aslan Işık Çetin Yalçın Tunç Ateş Şahin Polat'.split(
    ' ',
  )
const endings = ' oğlu soy taş kan han türk alp dağ er demir bay gül men maz lı ay tekin göz kaya'.split(' ')
const cities =
  'İstanbul Ankara İzmir Bursa Antalya Konya Adana Gaziantep Şanlıurfa Kocaeli Mersin Diyarbakır Iğdır Muğla Eskişehir'.split(
    ' ',
  )

export type BenchPerson = {
  id: number
  name: string
  email: string
  phone: string
  userId: string
  /** Every third buys at a marketplace; '' for the others. */
  marketplaceId: string
  city: string
}

/** Person number `index`, from 0. */
export function personAt(index: number): BenchPerson {
  const spread = (index * 2_654_435_761) % 4_294_967_296
  const first = firstNames[spread % firstNames.length] ?? ''
  const stem = stems[Math.floor(spread / 64) % stems.length] ?? ''
  const last = `${stem}${endings[Math.floor(spread / 4096) % endings.length] ?? ''}`
  const name = `${first} ${last}`
  return {
    id: index + 1,
    name,
    email: `${mailboxOf(name)}${index}@posta${index % 7}.com`,
    phone: `+90${530 + (index % 30)}${String((index * 7_919) % 10_000_000).padStart(7, '0')}`,
    userId: `M-${100_000 + index}`,
    marketplaceId: index % 3 === 0 ? `${70_000_000 + index * 7}` : '',
    city: cities[spread % cities.length] ?? '',
  }
}

/** Few names are shared by many people, and folding one takes as long as writing a row. */
const mailboxes = new Map<string, string>()

function mailboxOf(name: string): string {
  const known = mailboxes.get(name)
  if (known !== undefined) return known
  const mailbox = foldForSearch(name).replaceAll(' ', '.')
  mailboxes.set(name, mailbox)
  return mailbox
}

/** Kind, scope and value, as the customers room keeps them. */
export function identitiesOf(person: BenchPerson): { kind: string; scope: string; value: string }[] {
  const { email, phone, userId, marketplaceId } = person
  return [
    { kind: 'email', scope: '', value: email },
    // Numbers repeat after ten million; beyond that they would not be unique.
    { kind: 'phone', scope: '', value: phone },
    { kind: 'user', scope: '1', value: userId },
    ...(marketplaceId === '' ? [] : [{ kind: 'marketplace', scope: 'pazar', value: marketplaceId }]),
  ]
}
