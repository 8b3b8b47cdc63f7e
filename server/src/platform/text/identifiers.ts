/** The front of the rules on identifiers: e-mail addresses and telephone numbers in their one normal form. */
export { type EmailKind, identifiesOnePerson, type NormalEmail, normaliseEmail } from './email.ts'
export { isSupportedCountry, type NormalPhone, normalisePhone } from './phone.ts'
