/** Shapes shared by every domain: ids, money, pages, dates. */
import { z } from 'zod'

export const uuid = z.uuid()
/** Customers are numbered so that they fit a bitmap in the event store. */
export const customerId = z.coerce.number().int().min(1).max(4_294_967_295)
/** Orders and other high-volume rows: a 64-bit number as text. */
export const bigId = z.string().regex(/^[1-9]\d{0,18}$/)
/** A moment in ISO 8601 with zone. */
export const moment = z.iso.datetime({ offset: true })
/** A calendar day. */
export const day = z.iso.date()
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
/** An exact decimal as text with up to four decimals; never a float. */
export const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,4})?$/)
export const currency = z.string().regex(/^[A-Z]{3}$/)
export const money = z.object({ amount: decimal, currency })
export const language = z.enum(['tr', 'en'])
export const timeZone = z.string().min(1).max(64)
export const email = z.email().max(254)

/** Text a person wrote: trimmed, without NUL bytes, which no store holds. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => !value.includes('\u0000'), { message: 'contains a NUL character' })
    .transform((value) => value.trim())
}

export function requiredText(max: number) {
  return text(max).refine((value) => value.length > 0, { message: 'must not be empty' })
}

/** Keyset paging: an opaque cursor in, the next one out; null at the end. */
export const pageInput = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export const done = z.object({ done: z.literal(true) })

export type Language = z.infer<typeof language>
export type Money = z.infer<typeof money>
