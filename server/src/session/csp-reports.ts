import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuseOtherMethods } from '../http/methods.ts'
import type { Usher } from '../usher.ts'

/** Where browsers tell what the pages' content security policy kept them from. */
export const csp_reports_path = '/session/csp-reports'

const largest_report_bytes = 16 * 1024
const longest_text = 200
/** Anybody may send reports; more lines than these say nothing new. */
const most_lines_a_minute = 10

/**
 * Takes reports of blocked content in both forms that browsers send: `report-uri` (Content Security Policy 2) and the
 * Reporting API. They are counted; the first few of each minute are logged, without what stands in queries.
 */
export function serveCspReports(server: FastifyInstance, { metrics }: Pick<Usher, 'metrics'>): void {
  let minute = 0
  let lines = 0
  const mayLog = () => {
    const current = Math.floor(Date.now() / 60_000)
    if (current !== minute) [minute, lines] = [current, 0]
    lines += 1
    return lines <= most_lines_a_minute
  }

  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const types = ['application/csp-report', 'application/reports+json', 'application/json']
    scope.addContentTypeParser(types, { parseAs: 'string', bodyLimit: largest_report_bytes }, (_request, body, done) =>
      done(null, body),
    )
    scope.route({
      method: 'POST',
      url: csp_reports_path,
      schema: { hide: true },
      handler: async (request, reply) => {
        for (const report of reportsIn(request)) {
          metrics?.contentBlocked()
          if (mayLog()) request.log.warn({ request_id: request.id, ...report }, 'content blocked by policy')
        }
        return reply.code(204).send()
      },
    })
    refuseOtherMethods(scope, new Map([[csp_reports_path, ['POST']]]))
  })
}

interface Report {
  readonly directive: string
  readonly blocked: string
  readonly page: string
  readonly source: string
}

/** What is no report is passed over: whoever sent it has no use for an error. */
function reportsIn({ body }: FastifyRequest): Report[] {
  const sent: unknown = typeof body === 'string' ? parsed(body) : undefined
  const list = Array.isArray(sent) ? sent.slice(0, most_lines_a_minute) : [sent]
  return list.flatMap((each) => {
    const fields = fieldsOf(fieldsOf(each)?.['csp-report'] ?? fieldsOf(each)?.['body'])
    if (fields === undefined) return []
    const text = (...names: string[]) => shortened(names.map((name) => fields[name]).find((value) => value != null))
    const report = {
      directive: text('effectiveDirective', 'effective-directive', 'violated-directive'),
      blocked: text('blockedURL', 'blocked-uri'),
      page: text('documentURL', 'document-uri'),
      source: text('sourceFile', 'source-file'),
    }
    return report.directive === '' ? [] : report
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}

/** Without query and fragment, where addresses and tokens could stand. */
function shortened(value: unknown): string {
  return typeof value === 'string' ? (value.split(/[?#]/)[0] ?? '').slice(0, longest_text) : ''
}
