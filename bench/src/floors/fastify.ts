/** The second floor: fastify with the routes, which answers what the server answered once. */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { cannedAnswers, operation_header } from './canned.ts'

const answers = cannedAnswers()
const app = fastify()
// The token endpoint is asked by a form, which is read and left at that.
const form = 'application/x-www-form-urlencoded'
app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body))

function answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = answers.get(String(request.headers[operation_header]))
  return found === undefined ? reply.code(404).send() : reply.code(found.status).type(found.type).send(found.body)
}

app.get('/invitations', answer)
app.get('/invitations/:id', answer)
app.post('/invitations/:id', answer)
app.get('/memberships', answer)
app.post('/organizations/:id/invitations', answer)
app.post('/oauth/token', answer)
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
