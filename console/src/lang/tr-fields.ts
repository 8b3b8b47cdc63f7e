/** Turkish: custom fields of customers, blocked addresses, the cart a customer has left. */

export const fieldTexts = {
  attributes: {
    title: 'Özel alanlar',
    intro:
      'Müşterilerin mağazanıza özgü bilgileri. Olaylarla ya da dosyalarla gelen yeni adlar kendiliğinden eklenir; burada okunur bir ad verebilirsiniz.',
    label: 'Görünen ad',
    name: 'Gönderilen ad',
    nameHint: 'Olaylarda ve dosyalarda geçen ad; sonradan değişmez.',
    type: 'Tür',
    types: { text: 'Metin', number: 'Sayı', date: 'Tarih', boolean: 'Evet ya da hayır', list: 'Liste' },
    actions: 'İşlemler',
    add: 'Alan ekle',
    rename: 'Yeniden adlandır',
    remove: 'Kaldır',
    removeTitle: '“{label}” kaldırılsın mı?',
    removeText:
      'Alan müşteri sayfalarında ve filtrelerde görünmez olur. Kayıtlı değerler durur; aynı adla yeniden eklerseniz geri gelir.',
    emptyTitle: 'Özel alan yok',
    emptyText:
      'Örneğin “Beden”, “Ev hayvanı” ya da “Tercih ettiği mağaza”. Alanı siz ekleyin ya da olaylarla gönderin.',
  },
  blocks: {
    title: 'Engelli adresler',
    intro:
      'İzin olsa da hiç yazılmayacak adresler: geri dönen postalar, şikâyetler ve elle eklediğiniz engeller.',
    address: 'E-posta adresi',
    reason: 'Neden',
    source: 'Kimden',
    since: 'Tarih',
    actions: 'İşlemler',
    add: 'Adres engelle',
    reasonHint: 'Kim, ne zaman istedi? Kayıtta kalır.',
    lift: 'Engeli kaldır',
    liftTitle: '{address} engeli kaldırılsın mı?',
    liftText: 'Bu adrese, izni olduğu sürece yeniden yazılabilir.',
    emptyTitle: 'Engelli adres yok',
    emptyText: 'Telefonla “yazmayın” diyen birinin adresini buraya ekleyin.',
    reasons: { dead_address: 'Adres artık yok, posta geri döndü' },
    sources: { bounce: 'Geri dönen posta' },
  },
  cart: {
    title: 'Açık sepet',
    touched: 'Son dokunuş {when}',
    more: '{n, plural, other {ve # kalem daha}}',
  },
} as const
