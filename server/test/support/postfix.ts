import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const program = '/usr/sbin/postfix'

/** Whether Debian's postfix is here and may be started: it changes its user, which only root may. */
export const hasPostfix = existsSync(program) && existsSync('/usr/lib/postfix/sbin/smtpd') && process.getuid?.() === 0

export interface Postfix extends AsyncDisposable {
  readonly url: string
}

/**
 * A postfix with folders and ports of its own, which has nothing to do with the one of the system: it is the mail server of
 * `example.com`, where nobody has a mailbox, and hands what comes to `bounces.example.com` over as docs/OPERATIONS.md says.
 */
export async function startPostfix({ port, bouncePort }: { port: number; bouncePort: number }): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-postfix-'))
  await chmod(folder, 0o755)
  const [settings, queue, data] = ['etc', 'queue', 'data'].map((name) => join(folder, name)) as [string, string, string]
  for (const each of [settings, queue, data]) await mkdir(each)
  const { uid } = await postfixUser()
  await chown(data, uid, 0)
  await writeFile(join(settings, 'main.cf'), mainSettings({ queue, data, folder, bouncePort }))
  await writeFile(join(settings, 'master.cf'), services(port))
  await run(program, ['-c', settings, 'start'])
  return {
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await run(program, ['-c', settings, 'stop'])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function postfixUser(): Promise<{ uid: number }> {
  const { stdout } = await run('id', ['-u', 'postfix'])
  return { uid: Number(stdout) }
}

function mainSettings(own: { queue: string; data: string; folder: string; bouncePort: number }): string {
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${own.queue}`,
    `data_directory = ${own.data}`,
    `maillog_file = ${own.folder}/log`,
    `maillog_file_prefixes = ${own.folder}`,
    'command_directory = /usr/sbin',
    'daemon_directory = /usr/lib/postfix/sbin',
    'mail_owner = postfix',
    'setgid_group = postdrop',
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'myhostname = mx.example.com',
    'mydestination = example.com',
    'mynetworks = 127.0.0.0/8',
    'alias_maps =',
    'alias_database =',
    // It takes everything, and finds out later.
    'local_recipient_maps =',
    'smtp_host_lookup = native',
    'smtputf8_enable = no',
    `transport_maps = inline:{ bounces.example.com=smtp:[127.0.0.1]:${own.bouncePort} }`,
    'relay_domains = bounces.example.com',
    '',
  ].join('\n')
}

/** As Debian's, without what is not needed, and nothing in a chroot. */
function services(port: number): string {
  const internal = [
    ['cleanup', 'unix', 'n', '0', 'cleanup'],
    ['rewrite', 'unix', '-', '-', 'trivial-rewrite'],
    ['bounce', 'unix', '-', '0', 'bounce'],
    ['defer', 'unix', '-', '0', 'bounce'],
    ['trace', 'unix', '-', '0', 'bounce'],
    ['verify', 'unix', '-', '1', 'verify'],
    ['smtp', 'unix', '-', '-', 'smtp'],
    ['relay', 'unix', '-', '-', 'smtp'],
    ['error', 'unix', '-', '-', 'error'],
    ['retry', 'unix', '-', '-', 'error'],
    ['discard', 'unix', '-', '-', 'discard'],
    ['anvil', 'unix', '-', '1', 'anvil'],
    ['scache', 'unix', '-', '1', 'scache'],
  ]
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'qmgr unix n - n 300 1 qmgr',
    'local unix - n n - - local',
    'postlog unix-dgram n - n - 1 postlogd',
    ...internal.map(
      ([name, type, isPrivate, most, command]) => `${name} ${type} ${isPrivate} - n - ${most} ${command}`,
    ),
    '',
  ].join('\n')
}
