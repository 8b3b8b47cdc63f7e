/** Turkish texts of segments. */

export const segmentErrors = {
  segment_not_found: 'Böyle bir segment yok; arşivlenmiş olabilir.',
  segment_unknown: 'Süzülen segment bulunamadı.',
  segment_customer_unknown: 'Böyle bir müşteri yok.',
  segment_cursor_unknown: 'Listenin bu yeri bulunamadı. Baştan başlayın.',
  segment_changed: 'Bu segmenti bu arada başkası değiştirdi. Devam etmeden önce yeniden bakın.',
  segment_name_taken: 'Bu adda bir segment zaten var.',
  segment_in_use: 'Bu segmenti “{name}” kullanıyor; önce oradan çıkarın.',
  segment_archived: 'Bu segment arşivde. Değiştirmek için geri getirin.',
  segment_too_large: 'Bir kuralda en çok {most} koşul olabilir.',
  segment_too_deep: 'Gruplar en çok {most} kat iç içe olabilir.',
  segment_field_unknown: '“{field}” diye bir bilgi yok.',
  segment_property_unknown: '“{property}” diye bir olay özelliği yok.',
  segment_test_unfit: '“{field}” bu biçimde sorulamaz.',
  segment_bounds_reversed: 'Aralığın başı sonundan büyük.',
  segment_bound_missing: 'Aralığın sonu eksik.',
  segment_asks_itself: 'Bir segment, başkaları üzerinden de olsa, kendisini soramaz.',
}
