import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Pages are not among them: each answer with one is made anew. Pictures and fonts are compressed already. */
const worth_it = '**/*.{js,css,svg,json,map,webmanifest}'
const smallest_bytes = 256

/** Writes `.br` and `.gz` beside the files of a built console, so that the service compresses nothing itself. */
export function compressFiles(folder: string): void {
  for (const name of globSync(worth_it, { cwd: folder })) {
    const path = join(folder, name)
    if (statSync(path).size < smallest_bytes) continue
    const content = readFileSync(path)
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    )
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
}
