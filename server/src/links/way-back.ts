import type { FastifyRequest } from 'fastify'
import type { Queryable } from '../database/database.ts'

/** The page of the invitation that somebody was about to answer when they went to sign in; undefined if they were not. */
export async function wayBack(_db: Queryable, _request: FastifyRequest): Promise<string | undefined> {
  return undefined
}
