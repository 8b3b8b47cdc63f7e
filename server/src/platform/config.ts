/** The settings of an installation, read once from the environment; nothing else reads `process.env`. */
import { resolve } from 'node:path'

import { z } from 'zod'

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  VEFA_URL: z.url().optional(),
  VEFA_HOME: z.string().min(1).default('.vefa'),
  VEFA_SECRET: z.string().min(16).optional(),
  VEFA_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  VEFA_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_URL: z.string().min(1).optional(),
  CLICKHOUSE_URL: z.string().min(1).optional(),
  CLICKHOUSE_CLUSTER: z.string().regex(/^\w+$/).optional(),
  SMTP_URL: z.string().min(1).optional(),
})

export type Config = {
  port: number
  host: string
  /** The address people and mails use; without a slash at its end. */
  url: string
  home: string
  /** Signs tokens and encrypts secrets; when absent one is made and kept in the home folder. */
  secret: string | undefined
  role: 'all' | 'web' | 'worker'
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  databaseUrl: string | undefined
  clickhouseUrl: string | undefined
  clickhouseCluster: string | undefined
  smtpUrl: string | undefined
  demo: boolean
}

/** Reads the settings; throws a sentence that names the wrong one. Empty values count as unset. */
export function readConfig(
  env: Record<string, string | undefined>,
  options: { demo?: boolean } = {},
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`The setting ${issue?.path.join('.')} is not usable: ${issue?.message}`)
  }
  const values = parsed.data
  return {
    port: values.PORT,
    host: values.HOST,
    url: (values.VEFA_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, ''),
    home: resolve(values.VEFA_HOME),
    secret: values.VEFA_SECRET,
    role: values.VEFA_ROLE,
    logLevel: values.VEFA_LOG,
    databaseUrl: values.DATABASE_URL,
    clickhouseUrl: values.CLICKHOUSE_URL,
    clickhouseCluster: values.CLICKHOUSE_CLUSTER,
    // The sample shop writes to nobody: its people do not exist.
    smtpUrl: options.demo ? undefined : values.SMTP_URL,
    demo: options.demo ?? false,
  }
}
