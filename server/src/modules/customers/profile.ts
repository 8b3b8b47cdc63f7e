/** Owns the profile of a customer: its fields, how they are cleaned, and which statement wins. */
import { normaliseEmail, normalisePhone } from '#/platform/text/identifiers.ts'
import { type NameLocale, splitFullName, tidyName } from '#/platform/text/names.ts'

import type { NumberingCountry } from './identity.ts'

export const profileFields = [
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'language',
  'timeZone',
  'country',
  'region',
  'city',
  'district',
  'postalCode',
  'address',
  'gender',
  'birthday',
  'company',
] as const

export type ProfileField = (typeof profileFields)[number]

/** Every field is text; `birthday` is YYYY-MM-DD, `country` ISO 3166 alpha-2, `phone` E.164. */
export type Profile = Record<ProfileField, string | null>

export type ProfileDraft = Partial<Record<ProfileField, string | null | undefined>>

const longest: Partial<Record<ProfileField, number>> = {
  address: 500,
  timeZone: 64,
  language: 16,
  gender: 32,
}

export type ProfileRules = { country: NumberingCountry; locale: NameLocale }

/** The usable, tidied fields of a draft; empty and malformed ones are left out. A name fills its parts and the other way round. */
export function cleanProfile(draft: ProfileDraft, rules: ProfileRules): Partial<Profile> {
  const clean: Partial<Profile> = {}
  for (const field of profileFields) {
    const raw = draft[field]
    if (typeof raw !== 'string') continue
    const value = cleanField(field, raw, rules)
    if (value) clean[field] = value
  }
  return { ...clean, ...wholeName(clean) }
}

function cleanField(field: ProfileField, raw: string, rules: ProfileRules): string | null {
  const text = raw
    .replaceAll(/[\p{Cc}\p{Cs}\u200b\ufeff]+/gu, ' ')
    .trim()
    .slice(0, longest[field] ?? 200)
  if (text === '') return null
  return cleaners[field]?.(text, rules) ?? (field in cleaners ? null : text)
}

const cleaners: Partial<Record<ProfileField, (text: string, rules: ProfileRules) => string | null>> = {
  name: (text, rules) => tidyName(text, rules.locale),
  firstName: (text, rules) => tidyName(text, rules.locale),
  lastName: (text, rules) => tidyName(text, rules.locale),
  email: (text) => {
    const email = normaliseEmail(text)
    return email.ok ? email.email : null
  },
  phone: (text, rules) => {
    const phone = normalisePhone(text, rules.country)
    return phone.ok ? phone.e164 : null
  },
  country: (text) => (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : null),
  language: (text) => /^[a-z]{2,3}(?=$|[-_])/i.exec(text)?.[0].toLowerCase() ?? null,
  birthday: (text) => (isDay(text.slice(0, 10)) ? text.slice(0, 10) : null),
}

function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !year || !month || !day || year < 1850) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function wholeName(clean: Partial<Profile>): Partial<Profile> {
  if (clean.firstName || clean.lastName) {
    const parts = [clean.firstName, clean.lastName].filter((part) => part)
    return {
      name: clean.name ?? parts.join(' '),
      firstName: clean.firstName ?? null,
      lastName: clean.lastName ?? null,
    }
  }
  if (!clean.name) return {}
  const { firstName, lastName } = splitFullName(clean.name)
  return { firstName, lastName: lastName || null }
}

/**
 * What stands after a statement made at `at` reaches a profile whose newest statement was made at `profileAt`:
 * a newer one wins field by field, an older one only fills what is empty, an empty value never overwrites.
 */
export function mergeProfile(
  current: { profile: Profile; profileAt: Date },
  draft: { profile: Partial<Profile>; at: Date },
): Profile {
  const newer = draft.at.getTime() >= current.profileAt.getTime()
  const merged = { ...current.profile }
  for (const field of profileFields) {
    if (nameParts.has(field)) continue
    const value = draft.profile[field]
    if (value && (newer || !merged[field])) merged[field] = value
  }
  // The three name fields describe one name and move together.
  if (draft.profile.name && (newer || !merged.name)) {
    merged.name = draft.profile.name
    merged.firstName = draft.profile.firstName ?? null
    merged.lastName = draft.profile.lastName ?? null
  }
  return merged
}

const nameParts: ReadonlySet<ProfileField> = new Set(['name', 'firstName', 'lastName'])

export const emptyProfile: Profile = Object.fromEntries(
  profileFields.map((field) => [field, null]),
) as Profile

export function sameProfile(a: Profile, b: Profile): boolean {
  return profileFields.every((field) => a[field] === b[field])
}
