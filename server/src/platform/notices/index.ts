export { createNotices } from './notices.ts'
export type { HeardNotice, Listener, NoticeKind, Notices } from './notices.ts'
export { runDispatcher } from './dispatch.ts'
export type { Dispatcher } from './dispatch.ts'
