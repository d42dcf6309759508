import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { detailsIn } from '../server/src/docs/webhooks.ts'
import { catalogue, organizationEventTypes } from '../server/src/events/catalogue.ts'
import { webhookSchema } from '../server/src/webhooks/payload.ts'

const file = join(import.meta.dirname, '../docs/EVENTS.md')

/** `docs/EVENTS.md` with its table of types filled in, from the catalogue that events are recorded by. */
export function eventsPage(): string {
  const rows = organizationEventTypes.map((type) => {
    const details = detailsIn(webhookSchema(type), {}).map((name) => `\`${name}\``)
    return `| \`${type}\` | ${catalogue[type].description} | ${catalogue[type].subject} | ${details.join(', ')} |`
  })
  const table = ['| type | when | subject | details |', '|---|---|---|---|', ...rows].join('\n')
  return readFileSync(file, 'utf8').replace(
    /(<!-- events: .*? -->\n).*?(<!-- end of events -->)/s,
    (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
  )
}
