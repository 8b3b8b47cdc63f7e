export { createMailer, examineMailServer } from './mail.ts'
export type { Mail, Mailer, MailResult } from './mail.ts'
