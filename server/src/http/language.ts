import { Type } from './schemas.ts'

/** A language as requests name it (BCP 47). */
export const LanguageTag = (description: string) =>
  Type.String({
    pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$',
    description,
    'x-expected': 'must be a language tag like en or de-AT',
  })
