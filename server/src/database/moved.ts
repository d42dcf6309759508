import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { sql } from './sql.ts'

/** What a data folder says about where its data went. */
export interface Moved {
  readonly state: 'moving' | 'moved'
  /** Names this folder's data to the target, so that no other folder's data is mixed with it. */
  readonly source: string
  /** The target, without its password. */
  readonly to: string
  /** ISO 8601. */
  readonly at: string
}

/** The embedded database's data was moved to a server, or is on its way there. */
export class FolderMoved extends Error {
  override readonly name = 'FolderMoved'

  constructor(folder: string, { state, to, at }: Moved) {
    const file = markerIn(folder)
    const day = at.slice(0, 10)
    super(
      state === 'moved'
        ? `The data of ${folder} was moved to ${to} on ${day}. Start with DATABASE_URL set to that database. To go on with the copy in this folder instead, which knows nothing of what happened since, delete ${file}.`
        : `A move of the data of ${folder} to ${to} was begun on ${day} and is not finished. Repeat that command to finish it. To give it up and go on here, delete ${file} and empty that database.`,
    )
  }
}

/** A move into this database is not finished, so what is in it is not whole. */
export class UnfinishedMove extends Error {
  override readonly name = 'UnfinishedMove'

  constructor() {
    super('A move of an embedded database into this one is not finished. Repeat the usher-server move that was begun.')
  }
}

/** Where the target keeps how far a move has come; dropped when it is done. */
export const progress_table = 'move_progress'

/** @throws UnfinishedMove */
export async function requireNoMove(db: Database): Promise<void> {
  const { begun } = await db.one(sql<{ begun: boolean }>`
    select to_regclass(${progress_table}) is not null as begun`)
  if (begun) throw new UnfinishedMove()
}

export function readMoved(folder: string): Moved | undefined {
  const file = markerIn(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Moved) : undefined
}

/** In place whole or not at all, also when this process is killed. */
export function writeMoved(folder: string, moved: Moved): void {
  const file = markerIn(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify(moved, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

function markerIn(folder: string): string {
  return join(folder, 'moved.json')
}
