/** Structured logs: one JSON line each, with a reference where an error is shown to a person. */
import { pino } from 'pino'

export type Log = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Passwords, tokens and keys never reach the log. */
const secrets = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.secret',
]

export function createLog(level: string): Log {
  return pino({ level, redact: { paths: secrets, censor: '[hidden]' }, base: null })
}
