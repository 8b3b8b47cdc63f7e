/** Sends mail by SMTP where a server is set; the content of a mail is not its concern. */
import { createTransport } from 'nodemailer'

export type Mail = {
  from: { name: string; address: string }
  to: string
  replyTo?: string
  subject: string
  html: string
  text: string
  messageId: string
  /** By the program's clock, which the demo may have moved. */
  date?: Date
  /** ASCII only; written as they are, in one line each, since some signers and readers trip over folded addresses. */
  headers?: Record<string, string>
}

export type MailResult = { accepted: boolean; response: string }

export type Mailer = {
  /** False when no SMTP server is set: what would have been sent is then kept for the mailbox page only. */
  readonly configured: boolean
  /** Throws when the server could not be reached or refused for now; the caller decides about another try. */
  send(mail: Mail): Promise<MailResult>
  close(): void
}

/** Mails under way to the server at once; more would only wait inside this process. */
export const smtpConnections = 4

export function createMailer(smtpUrl: string | undefined): Mailer {
  if (!smtpUrl) {
    return {
      configured: false,
      send: () => Promise.reject(new Error('no SMTP server is set')),
      close: () => undefined,
    }
  }
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: smtpConnections,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    configured: true,
    send: async (mail) => {
      const info = await transport.sendMail({ ...mail, headers: prepared(mail.headers ?? {}) })
      return { accepted: info.accepted.length > 0, response: info.response }
    },
    close: () => transport.close(),
  }
}

/** Connects and signs in to a mail server without sending; answers with what went wrong, or null. */
export async function examineMailServer(smtpUrl: string): Promise<string | null> {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000 })
  try {
    await transport.verify()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}

function prepared(headers: Record<string, string>): Record<string, { prepared: true; value: string }> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }] as const),
  )
}
