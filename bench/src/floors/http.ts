/** The lowest floor: `node:http` alone, which answers what the server answered once. */
import { createServer } from 'node:http'
import { cannedAnswers, operation_header } from './canned.ts'

const answers = cannedAnswers()

createServer((request, response) => {
  const found = answers.get(String(request.headers[operation_header]))
  request.resume()
  if (found === undefined) response.writeHead(404).end()
  else {
    const length = Buffer.byteLength(found.body)
    response.writeHead(found.status, { 'content-type': found.type, 'content-length': length }).end(found.body)
  }
}).listen(Number(process.env['PORT']), '127.0.0.1')
