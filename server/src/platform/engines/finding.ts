/** One thing the doctor has to say. */
import type { FindingCode } from './doctor-texts.ts'

export type Finding = {
  code: FindingCode
  level: 'ok' | 'warning' | 'error'
  params: Record<string, string | number>
}

export function finding(level: Finding['level'], code: FindingCode, params: Finding['params']): Finding {
  return { code, level, params }
}

/** The first line alone, so that no password in a longer report leaves the machine. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message.split('\n')[0]?.trim() : String(error)
  return message || codeOf(error)
}

/** What the network or the server calls an error: `ECONNREFUSED`, an SQLSTATE, a number of ClickHouse; '' when nothing. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' || typeof code === 'number' ? String(code) : ''
}
