export { createMailer, examineMailServer, smtpConnections } from './mail.ts'
export type { Mail, Mailer, MailResult } from './mail.ts'
