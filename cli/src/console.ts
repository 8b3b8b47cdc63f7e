/** What a command sees of the terminal: two outputs, an input, a language, the environment. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export type Console = {
  /** Answers, and nothing else. */
  out(text: string): void
  /** What a person should read: questions, complaints, progress. */
  err(text: string): void
  /** The first line of standard input; at a terminal the question is asked and the answer is not shown. */
  readSecret(question: string): Promise<string>
  language: 'tr' | 'en'
  env: Record<string, string | undefined>
}

export function consoleOf(process: NodeJS.Process): Console {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    readSecret: (question) => readSecret(process, question),
    language: languageOf(process.env),
    env: process.env,
  }
}

/** Turkish for Turkish terminals, English for all others. */
export function languageOf(env: Record<string, string | undefined>): 'tr' | 'en' {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('tr') ? 'tr' : 'en'
}

async function readSecret(process: NodeJS.Process, question: string): Promise<string> {
  const terminal = process.stdin.isTTY
  if (terminal) process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal })
  try {
    for await (const line of lines) return line.trim()
    return ''
  } finally {
    lines.close()
    if (terminal) process.stderr.write('\n')
  }
}
