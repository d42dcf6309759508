import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { platform } from './support/machine.ts'
import { isInstalled, makeCertificate, runTool, startTool } from './support/tool.ts'
import { freePort, startUsher } from './support/usher.ts'

const root = join(import.meta.dirname, '../..')
const token = 'Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'

test('every metric that an alert or the manual speaks of exists', async () => {
  await using usher = await startUsher({ USHER_METRICS_TOKEN: token })
  const { text } = await usher.request('GET', '/metrics', { token })
  const known = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name))
  const { groups } = parse(readFileSync(join(root, 'deploy/prometheus/alerts.yml'), 'utf8')) as {
    groups: { rules: { expr: string }[] }[]
  }
  const [, manual = ''] =
    /^## Metrics and alerts\n(.*?)^## /ms.exec(readFileSync(join(root, 'docs/OPERATIONS.md'), 'utf8')) ?? []
  const spoken = [...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)), manual].join('\n')
  const names = [...spoken.matchAll(/\b(?:usher|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name)
  expect(names.length).toBeGreaterThan(10)
  for (const name of names) expect(known).toContain(name.replace(/_(?:bucket|count|sum)$/, ''))
})

test.runIf(isInstalled('nginx') && isInstalled('openssl'))(
  'the configuration of nginx passes requests on, keeps the metrics inside, and believes no client (case 151)',
  async () => {
    await using usher = await startUsher({ USHER_METRICS_TOKEN: token, USHER_TRUSTED_PROXIES: '127.0.0.1' })
    const folder = mkdtempSync(join(tmpdir(), 'usher-nginx-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    await makeCertificate(folder)
    const [plain, encrypted] = [await freePort(), await freePort()]
    const site = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8')
      .replaceAll(/^ *listen \[::\].*\n/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443 ', `listen 127.0.0.1:${encrypted} `)
      .replace('server 127.0.0.1:4000;', `server ${new URL(usher.url).host};`)
      .replaceAll('/etc/ssl/usher', folder)
    writeFileSync(join(folder, 'site.conf'), site)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (each) => `${each}_temp_path ${folder}/${each};`,
    )
    const main = `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }`
    writeFileSync(join(folder, 'nginx.conf'), main)
    expect(await runTool('nginx', ['-t', '-c', join(folder, 'nginx.conf')])).toMatchObject({ code: 0 })
    await using _nginx = startTool('nginx', ['-c', join(folder, 'nginx.conf')])

    const through = async (path: string, ...more: string[]) => {
      const place = [
        '--resolve',
        `usher.example.com:${encrypted}:127.0.0.1`,
        `https://usher.example.com:${encrypted}${path}`,
      ]
      const { said } = await runTool('curl', ['--silent', '--insecure', '--include', '--http1.1', ...more, ...place])
      return said
    }
    await expect.poll(() => through('/livez')).toMatch(/^HTTP\/1.1 200/)
    expect(await through('/metrics', '--header', `Authorization: Bearer ${token}`)).toMatch(/^HTTP\/1.1 404/)
    const answer = await through(
      '/invitations',
      '--header',
      'X-Forwarded-For: 203.0.113.9',
      '--header',
      'X-Forwarded-Host: evil.example.net',
    )
    expect(answer).toMatch(/^HTTP\/1.1 401[\s\S]*strict-transport-security/i)
    expect(answer).not.toContain('evil')
    const id = /x-request-id: (\S+)/i.exec(answer)?.[1] ?? ''
    const noted = () => usher.log.split('\n').find((line) => line.includes(id) && line.includes('"client"'))
    await expect.poll(noted).toBeDefined()
    expect(JSON.parse(noted() ?? '')).toMatchObject({ client: '127.0.0.1', status: 401 })
    // More than any other body may have.
    writeFileSync(join(folder, 'members.ndjson'), `{"name":"${'x'.repeat(50_000)}"}\n`.repeat(60))
    const lines = ['--header', 'Content-Type: application/x-ndjson', '--data-binary', `@${folder}/members.ndjson`]
    const bearer = ['--header', `Authorization: Bearer ${(await platform(usher)).token}`]
    expect(await through('/platform/members', ...bearer, ...lines)).toMatch(/HTTP\/1.1 200[\s\S]*"finished":true/)
    expect(await through('/organizations', ...bearer, ...lines)).toMatch(/HTTP\/1.1 413/)
    const redirected = await fetch(`http://127.0.0.1:${plain}/docs`, { redirect: 'manual' })
    expect([redirected.status, redirected.headers.get('location')]).toEqual([301, 'https://usher.example.com/docs'])
  },
)
