/** Finds a command by its words, shows help for anything else, and turns failures into sentences and exit codes. */
import { CalledWrongly, type Command, loadServer } from './command.ts'
import { commands } from './commands/list.ts'
import type { Console } from './console.ts'
import { refusalText, texts } from './lang/texts.ts'

/** Runs what the words ask for and answers with the exit code. */
export async function runVefa(words: string[], console: Console): Promise<number> {
  if (words.length === 0 || words[0] === 'help' || words.includes('--help') || words.includes('-h')) {
    return help(words, console)
  }
  const found = findCommand(words)
  if (!found) {
    console.err(texts.unknownCommand[console.language](words.slice(0, 2).join(' ')))
    console.err(helpText(console.language))
    return 2
  }
  try {
    return await found.command.run(found.args, console)
  } catch (error) {
    return await explain(error, found.command, console)
  }
}

/** The command whose name begins the words, the longest first. */
export function findCommand(words: string[]): { command: Command; args: string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((candidate) => candidate.name === name)
    if (command) return { command, args: words.slice(length) }
  }
  return undefined
}

function help(words: string[], console: Console): number {
  const found = findCommand(words.filter((word) => word !== 'help' && !word.startsWith('-')))
  console.out(found ? usageText(found.command, console.language) : helpText(console.language))
  return 0
}

function helpText(language: 'tr' | 'en'): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}${command.summary[language]}`)
  return [texts.help[language](), '', ...lines, '', texts.helpMore[language]()].join('\n')
}

function usageText(command: Command, language: 'tr' | 'en'): string {
  return `npx vefa ${command.name} ${command.usage}\n${command.summary[language]}`
}

async function explain(error: unknown, command: Command, console: Console): Promise<number> {
  const { language } = console
  const misused = error instanceof CalledWrongly || isArgumentError(error)
  if (misused) {
    console.err(error instanceof Error ? error.message : String(error))
    console.err(usageText(command, language))
    return 2
  }
  const { HomeInUse, Refusal } = await loadServer()
  if (error instanceof Refusal) console.err(refusalText(error, language))
  else if (error instanceof HomeInUse) console.err(texts.homeInUse[language](error.message))
  else console.err(texts.failed[language](error instanceof Error ? error.message : String(error)))
  return 1
}

/** What `parseArgs` throws for options it does not know or values that are missing. */
function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
