import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig, variables } from '../src/config.ts'
import { elsewhere } from '../src/routes.ts'
import { isInstalled, makeCertificate, runTool } from './support/tool.ts'

const root = join(import.meta.dirname, '../..')
const files = globSync('deploy/**/*.*', { cwd: root }).concat('deploy/Containerfile', 'docs/OPERATIONS.md')
const text = (file: string) => readFileSync(join(root, file), 'utf8')

interface Service {
  /** A number where it is written as one. */
  readonly environment?: Record<string, string | number>
  readonly [setting: string]: unknown
}

const composed = parse(text('deploy/compose.yaml'), { merge: true }) as { services: Record<string, Service> }

describe('the files under deploy/', () => {
  test.each(files)('%s names no setting and no path that does not exist', (file) => {
    const content = text(file)
    for (const [name] of content.matchAll(/\bUSHER_(?:[A-Z]+_)*[A-Z]+\b/g))
      expect(Object.keys(variables)).toContain(name)
    for (const [path] of content.matchAll(/\/(?:livez|readyz|metrics)\b/g))
      expect(elsewhere).toHaveProperty(`GET ${path}`)
    for (const [, command] of content.matchAll(/(?:usher-server|main\.ts) ([a-z]+)\b/g)) {
      expect(['serve', 'migrate', 'move', 'keys', 'doctor', 'operator', 'client', 'erase', 'vouch']).toContain(command)
    }
  })

  test('usher.env.example has all that production needs, and keys that are still to be made (case 190)', () => {
    const environment = parseEnv(text('deploy/usher.env.example')) as Record<string, string>
    expect(() => readConfig({ environment })).toThrow(
      /USHER_LINK_KEYS must be set.*\n.*USHER_COOKIE_KEYS must be set.*$/,
    )
    const USHER_LINK_KEYS = '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa'
    const USHER_COOKIE_KEYS = 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ'
    expect(readConfig({ environment: { ...environment, USHER_LINK_KEYS, USHER_COOKIE_KEYS } }).mode).toBe('production')
  })
})

describe('the container', () => {
  const steps = text('deploy/Containerfile')
  const allowed = text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))

  test('is made of files that exist and that the context lets in, and of nothing else', () => {
    const copied = [...steps.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '))
    const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
    for (const path of allowed)
      expect(
        copied.filter((source) => within(path, source)),
        path,
      ).not.toEqual([])
    for (const source of copied)
      expect(
        allowed.filter((path) => within(path, source) || within(source, path)),
        source,
      ).not.toEqual([])
    for (const source of copied) expect(existsSync(join(root, source)), source).toBe(true)
    expect(text('.dockerignore')).toMatch(/^\*$/m)
  })

  test('runs the Node that Usher needs, as nobody in particular (case 192)', () => {
    const { engines } = JSON.parse(text('server/package.json')) as { engines: { node: string } }
    for (const [, image] of steps.matchAll(/^FROM (\S+)/gm)) {
      expect(image).toMatch(new RegExp(`/node:${engines.node.replace('>=', '')}-`))
    }
    expect(steps).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
  })

  test('has a file system that cannot be written and no privileges, in compose as well (case 192)', () => {
    for (const name of ['usher', 'migrate']) {
      expect(composed.services[name]).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      })
    }
    expect(composed.services['usher']?.['ports']).toEqual(['127.0.0.1:4000:4000', '127.0.0.1:9464:9464'])
  })

  test('gets settings from compose that work together', () => {
    const { environment } = composed.services['usher'] ?? {}
    const config = readConfig({
      environment: {
        ...(parseEnv(text('deploy/usher.env.example')) as Record<string, string>),
        USHER_LINK_KEYS: '1:Jx2mT0rWk3zq9YhVb8Lc5Nd7Fg1Ps4Qa',
        USHER_COOKIE_KEYS: 'aQ4sP1gF7dN5cL8bVhY9qz3kWr0Tm2xJ',
        ...Object.fromEntries(Object.entries(environment ?? {}).map(([name, value]) => [name, String(value)])),
        DATABASE_URL: String(environment?.['DATABASE_URL']).replace('${DATABASE_PASSWORD}', '0123456789abcdef'),
      },
    })
    expect(config.metrics).toMatchObject({ port: 9464, host: '0.0.0.0' })
    expect(config.trustedProxies).toEqual(['172.30.4.1'])
  })
})

describe('the service of systemd', () => {
  const unit = text('deploy/usher.service')

  test.each([
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'CapabilityBoundingSet=',
    'DynamicUser=yes',
    'PrivateTmp=yes',
  ])('says %s (case 192)', (line) => expect(unit.split('\n')).toContain(line))

  test('stops no sooner than the program is done', () => {
    // Ten seconds for mails being sent, five for clients that read slowly.
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(15)
  })

  test.runIf(isInstalled('systemd-analyze'))(
    'is one that systemd understands and calls well guarded (case 192)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'usher-unit-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const file = join(folder, 'usher.service')
      writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath))
      // It complains about other units of the machine, too.
      const complaints = (await runTool('systemd-analyze', ['verify', file])).said.split('\n')
      expect(complaints.filter((line) => line.includes('usher.service'))).toEqual([])
      const { said } = await runTool('systemd-analyze', ['security', '--offline=yes', file])
      expect(Number(/Overall exposure level for \S+: ([\d.]+)/.exec(said)?.[1])).toBeLessThan(2)
    },
  )
})

describe.runIf(isInstalled('promtool'))('the alerts', () => {
  const folder = join(root, 'deploy/prometheus')

  test('are rules that Prometheus takes, and fire when they should and not otherwise', async () => {
    expect(await runTool('promtool', ['check', 'config', 'scrape.yml'], folder)).toMatchObject({ code: 0 })
    expect(await runTool('promtool', ['test', 'rules', 'alerts.test.yml'], folder)).toMatchObject({ code: 0 })
  })
})

describe.runIf(isInstalled('haproxy') && isInstalled('openssl'))('the configuration of haproxy', () => {
  test('is one that haproxy takes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'usher-haproxy-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const { certificate, key } = await makeCertificate(folder)
    // haproxy looks for the key beside the certificate, under the same name.
    renameSync(key, `${certificate}.key`)
    writeFileSync(
      join(folder, 'haproxy.cfg'),
      text('deploy/haproxy.cfg').replace('/etc/ssl/usher/usher.pem', certificate),
    )
    expect(await runTool('haproxy', ['-c', '-f', join(folder, 'haproxy.cfg')])).toMatchObject({ code: 0 })
  })
})
