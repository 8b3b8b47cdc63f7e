export { createLiveHub, tellLive } from './live.ts'
export type { LiveHub, LiveMessage } from './live.ts'
