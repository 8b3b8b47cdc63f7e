/** Turkish: models of buying and experiments. */

export const modelTexts = {
  models: {
    title: 'Modeller',
    name: {
      bgnbd: 'BG/NBD',
      mbgnbd: 'MBG/NBD',
      paretonbd: 'Pareto/NBD',
      rules: 'Kurallar (model değil)',
    },
    guess: {
      zero: 'Kimse sipariş vermez',
      meanRate: 'Herkes ortalama hızda',
      ownRate: 'Herkes kendi hızında',
      pastOrders: 'Önceki sipariş sayısı kadar',
      recency: 'Son siparişe göre sıralama',
      pastSpend: 'Geçmiş harcamaya göre sıralama',
    },
    parameter: {
      r: 'r: satın alma hızının dağılım biçimi',
      alpha: 'alpha: satın alma hızının ölçeği (hafta)',
      a: 'a: bırakma olasılığının ilk biçim sayısı',
      b: 'b: bırakma olasılığının ikinci biçim sayısı',
      s: 's: bırakma hızının dağılım biçimi',
      beta: 'beta: bırakma hızının ölçeği (hafta)',
      purchaseRate: 'Haftalık satın alma hızı (herkes için aynı)',
      dropOutShare: 'Bırakma olasılığı (herkes için aynı)',
      dropOutRate: 'Haftalık bırakma hızı (herkes için aynı)',
    },
    boundary: {
      one_purchase_rate:
        'Müşteriler arasında satın alma hızı farkı görülmüyor: herkes için tek bir hız kullanıldı.',
      no_drop_out:
        'Verilerde kimsenin bıraktığı görülmüyor. Bırakma sayıları anlamlı değildir; tahminler yalnızca satın alma hızına dayanır.',
      one_drop_out_share:
        'Müşteriler arasında bırakma farkı görülmüyor: her siparişten sonra herkes için tek bir bırakma olasılığı kullanıldı.',
      one_drop_out_rate:
        'Müşteriler arasında bırakma farkı görülmüyor: herkes için tek bir bırakma hızı kullanıldı.',
      at_once_or_never: 'Müşterilerin bir bölümü hemen bırakıyor, kalanlar hiç bırakmıyor gibi görünüyor.',
    },
    warning: {
      rules_only:
        'Bir model için veri az: en az {customers, number} müşteri, {repeaters, number} tekrar alan ve {weeks, number} hafta gerekir. Şimdilik kurallar kullanılıyor.',
      no_hold_out: 'Sınamak için ayrılabilecek bir dönem yok; model henüz sınanmadı.',
      guess_was_better: 'Ayrılan dönemde basit bir tahmin ({guess}) modelden daha az yanıldı.',
      not_converged: 'Hesap kesinleşmedi; sayıları dikkatle okuyun.',
      few_repeaters:
        'Sipariş değerini kişiye göre ayırmak için tekrar alan müşteri az; ortalamalar kullanılıyor.',
      spend_depends_on_frequency:
        'Sık alanlar başka tutarlarda alıyor (ilişki {correlation, number}); değer modeli bunu hesaba katmaz.',
      spend_mean_infinite: 'Sipariş değerleri çok dağınık; değer modeli yerine ortalamalar kullanılıyor.',
    },
    holdOut:
      '{from} ile {to} arası ({weeks, number} hafta) ayrıldı; modeller öncesine göre kuruldu ve bu dönemde sınandı.',
    sampled: 'Sınama, numarasına göre seçilmiş {n, number} müşteriyle yapıldı.',
    tracking: 'Tüm müşterilerin haftalara göre toplam tekrar siparişi: gerçekleşen ve modelin beklediği',
    pAlive: 'Hâlâ müşteri olma olasılığı (kayıp riski değildir)',
    churnRisk: '90 gün içinde sipariş vermeme olasılığı',
    expected90: '90 günde beklenen sipariş',
    expected365: '365 günde beklenen sipariş',
    value365: '365 günlük değer (aylık %{discount, number} iskontolu)',
    nextOrder: 'Beklenen sonraki sipariş',
    fitNow: 'Şimdi yeniden hesapla',
    fitQueued: 'Arka planda hesaplanıyor.',
    notYet: 'Henüz hesaplanmadı; siparişler geldikten sonra kendiliğinden olur.',
  },
  experiments: {
    title: 'Deneyler',
    decision: {
      split_broken:
        'Sonuç okunamaz: gruplara düşen kişi sayısı planlanan paya uymuyor (beklenen {expected, number, ::percent .0}, gerçekleşen {share, number, ::percent .0}, p {p, number}). Önce dağıtımı düzeltin.',
      too_few: 'Bir şey söylemek için veri az.',
      not_yet: 'Plana göre grup başına {missing, number} kişi daha gerekli; o zamana kadar bakılmamalı.',
      better: 'Deneme daha iyi: fark {difference}, %95 aralığı {low} – {high}.',
      worse: 'Deneme daha kötü: fark {difference}, %95 aralığı {low} – {high}.',
      equal_enough: 'Fark, önemsenecek kadar değil: {low} – {high} arasında.',
      keep_running: 'Henüz belli değil; plana göre grup başına {missing, number} kişi daha gerekli.',
      no_difference_found: 'Plan tamamlandı, fark gürültü içinde: {low} – {high}.',
    },
    method: {
      newcombe: 'Newcombe aralığı, oranların farkı',
      welch: 'Welch t testi, ortalamaların farkı',
      sequential: 'Ardışık test: istediğiniz kadar sık bakabilirsiniz',
    },
    plan: 'Grup başına {perArm, number} kişi gerekir.',
    planDays: 'Grup başına {perArm, number} kişi gerekir; bu {days, number} gün sürer.',
    planNone: 'Bu sayılarla bir plan yapılamaz.',
  },
} as const
