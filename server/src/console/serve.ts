import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where `npm run build` puts the console, beside the server. */
export const console_folder = join(import.meta.dirname, '../../../console/dist')

/** Lets pages send files of the built console, those that were compressed beforehand where the browser takes them. */
export async function sendConsoleFiles(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(files, {
    root: folder,
    serve: false,
    index: false,
    preCompressed: true,
    dotfiles: 'ignore',
    suppressWarning: true,
  })
}
