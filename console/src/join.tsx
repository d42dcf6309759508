import { Center, Loader } from '@mantine/core'
import { queryClient } from './api.ts'
import { start } from './start.tsx'

await start(
  queryClient,
  <Center mih="100dvh">
    <Loader />
  </Center>,
)
