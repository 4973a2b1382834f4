import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'

/** Ids appear in addresses, file names and messages. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,62}$/,
    'an id is 1 to 63 of a-z, 0-9, "-" and "_", and starts with a letter or digit',
  )

/** A name of the IANA time zone database. */
export const timezone = z
  .string()
  .refine(isTimezone, 'a time zone is a name like Europe/Berlin or UTC')
  .default('UTC')

/** Money as a YAML number or as text; text keeps every digit. */
export const amount = z
  .union([z.number(), z.string()], 'an amount is a number like 35000 or "35000.50"')
  .transform((value, context) => {
    try {
      return toAmount(value)
    } catch {
      context.addIssue({ code: 'custom', message: 'an amount is a number like 35000 or "35000.50"' })
      return z.NEVER
    }
  })

/** Where a message goes: `slack:#channel`, `email:name@example.com` or `webhook`. */
export const recipient = z
  .string()
  .regex(
    /^(slack:#?[\w.-]+|email:[^\s@]+@[^\s@]+|webhook)$/,
    'use slack:#channel, email:name@example.com or webhook',
  )

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
