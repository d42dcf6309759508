/** Moves a data folder to a server, as the command does, and is killed right after a given step. */
import { openEmbedded } from '../../src/database/embedded.ts'
import { openServer } from '../../src/database/server.ts'
import { move } from '../../src/move/move.ts'

const [folder = '', url = '', last = ''] = process.argv.slice(2)
await using source = await openEmbedded(folder, { evenIfMoved: true })
await using target = openServer(url, () => undefined)
await move({
  source,
  folder,
  target,
  to: 'the target',
  onStep: (step) => {
    if (step === last) process.kill(process.pid, 'SIGKILL')
  },
})
