/** Structured logs: one JSON line each, with a reference where an error is shown to a person. */
import { destination, pino, stdSerializers } from 'pino'

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

/** Commands log to standard error, so that what they answer stands alone on standard output. */
export function createLog(level: string, to: 'output' | 'error' = 'output'): Log {
  const options = {
    level,
    redact: { paths: secrets, censor: '[hidden]' },
    // With message and stack, which an error does not tell by itself.
    serializers: { error: stdSerializers.err },
    base: null,
  }
  return pino(options, destination({ dest: to === 'error' ? 2 : 1, sync: to === 'error' }))
}
