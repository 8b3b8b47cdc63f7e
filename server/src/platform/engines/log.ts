/** The log the engines write to, handed over by the caller. */
export type EngineLog = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}
