/** What the program itself says in mails, in the languages of shoppers; a third language is one more entry. */

export type MailWords = { why: string; unsubscribe: string; preferences: string }

export const mailWords: Record<'tr' | 'en', (shopName: string) => MailWords> = {
  tr: (shopName) => ({
    why: `Bu e-postayı, ${shopName} iletilerini almak istediğiniz için gönderdik.`,
    unsubscribe: 'Artık almak istemiyorum',
    preferences: 'İletişim tercihlerim',
  }),
  en: (shopName) => ({
    why: `You get this because you asked to hear from ${shopName}.`,
    unsubscribe: 'Unsubscribe',
    preferences: 'My preferences',
  }),
}
