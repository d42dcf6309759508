import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { router } from './routes.tsx'
import { start } from './start.tsx'

await start(queryClient, <RouterProvider router={router} />)
