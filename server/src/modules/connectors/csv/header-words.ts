/** Owns the Turkish and English header words by which columns of an unknown table are guessed. */
import { foldForSearch } from '#/platform/text/fold.ts'
import { type Kind, valueTypeOf } from './fields.ts'

const WORDS: Record<string, string> = {
  customerId:
    'müşteri no|müşteri kodu|müşteri id|müşteri numarası|üye no|üye kodu|üye id|cari kodu|customer id|customerid|customer number|customer no|customer code|user id|userid|member id|client id',
  email:
    'e-posta|eposta|e-posta adresi|e-mail|email|mail|mail adresi|email address|e-mail address|customer email|müşteri e-posta|alıcı e-posta',
  phone:
    'telefon|telefon no|telefon numarası|cep telefonu|cep tel|cep|gsm|gsm no|tel|phone|phone number|mobile|mobile phone|müşteri telefon|alıcı telefon',
  firstName: 'ad|adı|isim|first name|firstname|given name|müşteri ad',
  lastName: 'soyad|soyadı|soyisim|last name|lastname|surname|family name',
  fullName:
    'ad soyad|adı soyadı|isim soyisim|müşteri|müşteri adı|müşteri adı soyadı|müşteri ad soyad|alıcı|alıcı adı|üye adı|name|full name|customer|customer name|buyer name',
  company: 'firma|firma adı|şirket|ünvan|company|organization|organisation',
  address: 'adres|teslimat adresi|açık adres|address|address1|street|shipping address',
  city: 'şehir|il|city|town|shipping city|teslimat ili',
  region: 'ilçe|bölge|eyalet|region|state|province|district|county',
  postalCode: 'posta kodu|zip|zip code|postal code|postcode',
  country: 'ülke|country|country code|ülke kodu',
  language: 'dil|language|locale',
  birthday: 'doğum tarihi|doğum günü|birthday|birth date|date of birth|dob',
  createdAt:
    'kayıt tarihi|üyelik tarihi|oluşturma tarihi|created at|created|registration date|signup date|date added',
  acceptsEmail:
    'e-posta izni|eposta izni|mail izni|bülten|email consent|accepts marketing|newsletter|subscribed|email opt in',
  acceptsSms: 'sms izni|sms onayı|sms consent|accepts sms|sms opt in',
  tags: 'etiket|etiketler|tags|labels|grup',
  note: 'not|notlar|açıklama notu|note|notes|comment|sipariş notu',
  totalSpent: 'toplam harcama|total spent|lifetime value|toplam alışveriş',
  orderCount: 'sipariş sayısı|sipariş adedi|total orders|orders count|order count',
  orderNumber:
    'sipariş no|sipariş numarası|sipariş kodu|sipariş|fatura no|fatura numarası|order no|order number|order id|orderid|order|order #|order code|invoice|invoice no|invoiceno|invoice number|order name|order_id',
  orderedAt:
    'tarih|sipariş tarihi|sipariş zamanı|fatura tarihi|date|order date|ordered at|purchase date|invoice date|created at|purchased at|order time',
  status: 'durum|sipariş durumu|statü|status|order status',
  paymentStatus: 'ödeme durumu|payment status|financial status',
  currency: 'para birimi|döviz|kur|currency|currency code',
  total:
    'tutar|toplam|toplam tutar|genel toplam|sipariş tutarı|ödenen tutar|fatura tutarı|total|amount|order total|grand total|total price|revenue|net sales',
  subtotal: 'ara toplam|subtotal|sub total',
  shipping: 'kargo|kargo ücreti|kargo tutarı|shipping|shipping cost|freight|delivery fee',
  tax: 'kdv|kdv tutarı|vergi|tax|taxes|vat',
  discount: 'indirim|indirim tutarı|iskonto|discount|discount amount',
  refunded: 'iade tutarı|refunded amount|refund',
  coupon: 'kupon|kupon kodu|indirim kodu|coupon|coupon code|discount code|voucher',
  paymentMethod: 'ödeme yöntemi|ödeme şekli|ödeme tipi|payment method|payment type',
  shippingMethod: 'kargo firması|teslimat yöntemi|shipping method|carrier',
  shippedAt: 'kargo tarihi|kargoya veriliş tarihi|sevk tarihi|shipped at|ship date|fulfilled at',
  deliveredAt: 'teslim tarihi|teslimat tarihi|delivered at|delivery date',
  cancelledAt: 'iptal tarihi|cancelled at|canceled at',
  lineNumber: 'satır no|kalem no|sıra no|line|line number|line no|item id|line id',
  productId: 'ürün no|ürün id|ürün numarası|product id|productid|item id|product number|product_id',
  sku: 'stok kodu|ürün kodu|sku|stock code|stockcode|item code|model kodu|product code|variant sku',
  barcode: 'barkod|barcode|ean|gtin|upc',
  title: 'ürün adı|ürün|başlık|title|product|product name|name|product title',
  productName:
    'ürün adı|ürün|ürün açıklaması|product|product name|item|item name|description|product title|lineitem name|açıklama',
  description: 'açıklama|ürün açıklaması|description|body|detay',
  category: 'kategori|kategori adı|ürün kategorisi|category|product category|product type',
  brand: 'marka|marka adı|brand|vendor|manufacturer',
  variant: 'varyant|renk|beden|seçenek|variant|option|size|color',
  quantity: 'adet|miktar|satış adedi|ürün adedi|quantity|qty|units|item quantity',
  unitPrice:
    'birim fiyat|birim fiyatı|satış fiyatı|fiyat|unit price|unitprice|price|item price|lineitem price',
  lineDiscount: 'satır indirimi|kalem indirimi|line discount|item discount',
  lineTotal: 'satır toplamı|satır tutarı|kalem tutarı|line total|item total|extended price|line amount',
  price: 'fiyat|satış fiyatı|liste fiyatı|price|regular price|unit price|list price',
  compareAtPrice: 'piyasa fiyatı|eski fiyat|compare at price|msrp|old price',
  cost: 'maliyet|alış fiyatı|cost|cost price|purchase price',
  stock: 'stok|stok adedi|stok miktarı|stock|inventory|stock quantity|on hand',
  weight: 'ağırlık|desi|weight|grams',
  imageUrl: 'görsel|resim|resim url|image|image url|image src|picture',
  url: 'link|url|bağlantı|sayfa|page url',
  eventName: 'olay|olay adı|işlem|event|event name|event type|event_type|action',
  occurredAt:
    'tarih|zaman|olay zamanı|olay tarihi|timestamp|event time|event_time|occurred at|date|time|created at',
  anonymousId: 'anonim no|ziyaretçi no|anonymous id|anonymousid|visitor id|device id',
  messageId: 'mesaj no|message id|messageid|event id',
  sessionId: 'oturum|oturum no|session|session id|user session|user_session',
  value: 'değer|tutar|value|revenue|amount',
  searchTerm: 'arama|aranan kelime|search term|query|search',
  storeCustomerId: 'mağaza müşteri no|store customer id|external id',
}

/** Words and signs by which two spellings of a header are the same: `Sipariş No.`, `SIPARIS_NO`, `siparis no`. */
export function headerKey(header: string): string {
  const known = keyOf.get(header)
  if (known !== undefined) return known
  const key = foldForSearch(header)
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
  if (keyOf.size >= 5000) keyOf.clear()
  keyOf.set(header, key)
  return key
}

/** Every header is asked for once per field, so its key is kept. */
const keyOf = new Map<string, string>()

const KEYS = new Map(
  Object.entries(WORDS).map(([field, words]) => [
    field,
    new Map(words.split('|').map((w, rank) => [headerKey(w), rank])),
  ]),
)

/**
 * How well a header names a field of a kind: 0 not at all, up to 1; earlier words are surer than later ones.
 * Camel case (`orderDate`) counts as words.
 */
export function headerFit(header: string, field: string, kind: Kind): number {
  const words = KEYS.get(field)
  if (words === undefined || valueTypeOf(kind, field) === null) return 0
  const spaced = header.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
  const ranks = [header, spaced]
    .map((name) => words.get(headerKey(name)))
    .filter((rank) => rank !== undefined)
  return ranks.length === 0 ? 0 : 1 - Math.min(...ranks) / 200
}
