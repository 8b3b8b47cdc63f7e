/** Starts the console. */
import './app/theme.css'

import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { Providers } from '#/app/Providers.tsx'
import { loadTexts } from '#/lang/index.ts'
import { createQueryClient } from '#/lib/api.ts'
import { chosenLanguage } from '#/lib/look.ts'
import { createConsoleRouter } from '#/routes/router.tsx'

const queries = createQueryClient()
const router = createConsoleRouter(queries)
const place = document.getElementById('root')

if (place) {
  await loadTexts(chosenLanguage())
  createRoot(place).render(
    <StrictMode>
      <Providers queries={queries}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}
