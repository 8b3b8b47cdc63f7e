/** What a start that failed says to the person at the terminal: what is wrong and what to do, no trace. */
import { type Config, readConfig } from '#/platform/config.ts'
import { examineEngines, findingText } from '#/platform/engines/index.ts'

/** The doctor knows the usual causes by name; where it finds none, the error speaks for itself. */
export async function explainFailure(
  error: unknown,
  env: Record<string, string | undefined>,
): Promise<string> {
  const reason = error instanceof Error ? error.message : String(error)
  const config = settingsOf(env)
  const causes = config ? await causesOf(config) : []
  return [
    `Vefa did not start: ${causes[0] ?? reason}`,
    ...causes.slice(1),
    ...(config ? ['"npx vefa doctor" examines machine, settings and data.'] : []),
  ].join('\n')
}

/** Undefined where the settings themselves are what is wrong. */
function settingsOf(env: Record<string, string | undefined>): Config | undefined {
  try {
    return readConfig(env)
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

async function causesOf({ home, databaseUrl, clickhouseUrl }: Config): Promise<string[]> {
  const findings = await examineEngines({
    home,
    ...(databaseUrl && { databaseUrl }),
    ...(clickhouseUrl && { clickhouseUrl }),
  })
  return findings.filter(({ level }) => level === 'error').map((finding) => findingText(finding, 'en'))
}
