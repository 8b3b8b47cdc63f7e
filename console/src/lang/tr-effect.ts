/** Turkish: what a campaign brought. */

export const effectTexts = {
  effect: {
    title: 'Ne getirdi',
    within: 'Gönderimden sonraki {days, number} gün',
    running: 'Sürüyor: {day} günü tamamlanır',
    group: 'Kişiler',
    people: 'Kişi',
    ordered: 'Sipariş veren',
    revenue: 'Ciro',
    written: 'Yazılanlar',
    heldOut: 'Ölçüm grubu',
    more: 'Yazılanlar {value} puan daha çok sipariş verdi ({low} – {high}); fark gürültüden büyük.',
    less: 'Yazılanlar {value} puan daha az sipariş verdi ({low} – {high}); fark gürültüden büyük.',
    noise: 'Fark {value} puan ({low} – {high}); gürültü içinde, bir etki gösterilemez.',
    noHoldOut:
      'Ölçüm grubu ayrılmamış: bu siparişlerin ne kadarının ileti olmadan da geleceği bilinemez. Bir sonrakinde bir pay ayırın.',
    method: 'Sipariş verenlerin payları arasındaki fark, %95 aralığıyla (Newcombe).',
    lastTouch: 'Son dokunuşa göre',
    lastClick: 'Siparişten önceki son tıklama bu kampanya',
    lastMessage: 'Siparişten önceki son ileti bu kampanya',
    orders: '{n, plural, =0 {Sipariş yok} other {# sipariş}}, {revenue}',
    lastTouchHint:
      'Son dokunuş, ileti olmadan da gelecek siparişleri kampanyaya yazar; etkiyi ölçüm grubu gösterir.',
  },
} as const
