/** What shoppers read on the preferences page, in their languages; a third language is one more entry. */

export type ShopperWords = {
  title: string
  lead: (shop: string) => string
  wanted: (address: string) => string
  notWanted: (address: string) => string
  stop: string
  start: string
  stopped: string
  started: string
  service: string
  unknown: string
  test: string
}

export const shopperWords: Record<'tr' | 'en', ShopperWords> = {
  tr: {
    title: 'İletişim tercihleriniz',
    lead: (shop) => `${shop} size yalnızca istediğiniz iletileri gönderir.`,
    wanted: (address) => `${address} adresine kampanya ve haber e-postaları gönderiliyor.`,
    notWanted: (address) => `${address} adresine kampanya ve haber e-postası gönderilmiyor.`,
    stop: 'E-posta almak istemiyorum',
    start: 'Yeniden almak istiyorum',
    stopped: 'Kaydettik. Bu adrese artık kampanya ve haber e-postası gönderilmeyecek.',
    started: 'Kaydettik. Kampanya ve haber e-postaları bu adrese yeniden gönderilecek.',
    service: 'Siparişlerinizle ilgili bilgi iletileri bundan etkilenmez.',
    unknown: 'Bu bağlantı geçerli değil. E-postadaki bağlantıyı eksiksiz açtığınızdan emin olun.',
    test: 'Bu bir deneme iletisinin bağlantısıdır; hiçbir tercih değişmedi.',
  },
  en: {
    title: 'Your preferences',
    lead: (shop) => `${shop} sends you only what you want to get.`,
    wanted: (address) => `Offers and news are sent to ${address}.`,
    notWanted: (address) => `No offers or news are sent to ${address}.`,
    stop: 'Unsubscribe',
    start: 'Subscribe again',
    stopped: 'Saved. No more offers or news will be sent to this address.',
    started: 'Saved. Offers and news will be sent to this address again.',
    service: 'Messages about your orders are not affected.',
    unknown: 'This link is not valid. Please open the whole link from the e-mail.',
    test: 'This link comes from a test message; no preference was changed.',
  },
}
