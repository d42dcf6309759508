import { pino } from 'pino'
import { documentApi } from './http/documentation.ts'
import { register } from './http/register.ts'
import { createServer } from './http/server.ts'
import { sitemap } from './routes.ts'
import { outgoing } from './webhooks/documentation.ts'

/** The OpenAPI document of this version, without starting anything: no database, no port. */
export async function openApiDocument(publicUrl: string): Promise<object> {
  const server = await createServer({ logger: pino({ level: 'silent' }), publicUrl })
  await documentApi(server, { publicUrl }, outgoing)
  register(server, sitemap, () => {
    throw new Error('this server only describes the API')
  })
  await server.ready()
  return server.swagger()
}
