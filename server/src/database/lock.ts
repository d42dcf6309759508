import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process has the data folder open. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'

  constructor(folder: string, options?: ErrorOptions) {
    super(
      `The data folder ${folder} is in use by another Usher process. Stop that one, or give this one a folder of its own with USHER_DATA.`,
      options,
    )
  }
}

/**
 * Holds `folder` for this process alone. PGlite itself does not notice a second process and would corrupt its files.
 *
 * The lock is the operating system's own lock on an open file, so it ends with the process however that dies:
 * no process number to guess about, no stale lock to wait out. Node has no call for such a lock, but the
 * SQLite inside it takes one for an exclusive transaction.
 */
export function holdFolder(folder: string): { release: () => void } {
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    file.close()
    throw new FolderInUse(folder, { cause: error })
  }
  return { release: () => file.close() }
}
