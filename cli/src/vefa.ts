#!/usr/bin/env node
/** `npx vefa COMMAND`: finds the command, runs it, and ends with its exit code (0 done, 1 refused or failed, 2 called wrongly). */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runVefa } = await import('./run.ts')
const { consoleOf } = await import('./console.ts')
process.exitCode = await runVefa(process.argv.slice(2), consoleOf(process))
