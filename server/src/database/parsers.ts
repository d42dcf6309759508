import pg from 'pg'

/** Counts and sequence numbers stay below 2^53, so a bigint arrives as a number and not as a string. */
const bigint_oid = 20

export const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === bigint_oid ? Number : pg.types.getTypeParser(oid, format),
}
