import type { Command } from 'commander'
import type { Logger } from 'pino'
import { start } from '../app.ts'
import { readConfig } from '../config.ts'
import { prepareDemo } from '../demo/demo.ts'

/** `usher-server serve`: runs the service until it is told to stop. */
export function addServe(program: Command, logger: Logger): void {
  program
    .command('serve')
    .description('run the service')
    .option('--development', 'needs no settings and brings a demo organization')
    .action(async ({ development }: { development?: true }) => {
      // Heard from the beginning, so that being told while it starts is a stop like any other.
      const told = toldToStop()
      const config = readConfig({ defaultMode: development === true ? 'development' : 'production' })
      await using usher = await start(config, logger)
      const { address, port } = usher.address
      logger.info({ address, port, store: usher.db.store, mode: config.mode }, 'listening')
      logger.flush()
      if (config.mode === 'development') console.log(await prepareDemo(usher))
      await told
      logger.info('stopping: requests in flight are answered first')
    })
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
  })
}
