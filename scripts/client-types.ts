import openapiTS, { astToString } from 'openapi-typescript'
import type { OpenAPI3, OperationObject } from 'openapi-typescript'
import { problems } from '../server/src/http/problems.ts'

/**
 * `client/src/generated.ts`: the types of what succeeds, and the union of the codes of what does not. Refusals are left
 * out of the operations, since each has the same body, which `UsherError` tells of.
 */
export async function clientTypes(document: object): Promise<string> {
  const ast = await openapiTS(withoutRefusals(document), {
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  })
  const codes = Object.keys(problems).map((code) => `  | '${code}'`)
  return [
    '// Generated from openapi.json by `npm run generate`. Do not edit.',
    `/** What a refusal's \`code\` can be. The page /docs/problems of the service explains each. */\nexport type ProblemCode =\n${codes.join('\n')}`,
    astToString(ast),
  ].join('\n\n')
}

function withoutRefusals(document: object): OpenAPI3 {
  const copy = structuredClone(document) as OpenAPI3
  for (const path of Object.values(copy.paths ?? {})) {
    for (const operation of Object.values(path) as OperationObject[]) {
      if (!operation.responses) continue
      operation.responses = Object.fromEntries(
        Object.entries(operation.responses).filter(([status]) => status.startsWith('2')),
      )
    }
  }
  return copy
}
