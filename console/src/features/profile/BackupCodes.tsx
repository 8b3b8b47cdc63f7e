/** Backup codes, to be written down. */
import { useT } from '#/lang/index.ts'

export function BackupCodes({ codes }: { codes: readonly string[] }) {
  const t = useT()
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-2">{t('profile.backupText')}</p>
      <ul
        aria-label={t('profile.backupTitle')}
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-2 bg-sunken p-3 font-mono text-13"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  )
}
