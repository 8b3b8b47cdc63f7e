import { defineConfig } from 'vite'

/** One small file without imports; `/vefa.js` serves it. */
export default defineConfig({
  build: {
    lib: { entry: 'src/vefa.ts', formats: ['iife'], name: 'vefaScript', fileName: () => 'vefa.js' },
    target: 'es2020',
    outDir: 'dist',
  },
})
