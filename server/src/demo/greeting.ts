import type { Demo } from './description.ts'

/** What `npm start` prints: where things are, and the main job as lines that work as printed. */
export function greeting(demo: Demo, invitationId: string | undefined, file: string): string {
  const { base_url, mailbox_url, service_accounts } = demo
  const invitee = service_accounts.find(({ role }) => role === 'invitee')
  return `
  Usher is running at ${base_url}

  API reference   ${base_url}/docs
  Mailbox         ${mailbox_url}
  Secrets         ${file}

  The main job as a machine that was invited. A token, its invitations, one of them, and yes:

  TOKEN=$(curl -s -u '${invitee?.client_id}:${invitee?.client_secret}' -d grant_type=client_credentials ${base_url}/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -s -H "Authorization: Bearer $TOKEN" ${base_url}/invitations
${
  invitationId === undefined
    ? '\n  (The demo invitation was answered already. Delete the data folder to start afresh.)\n'
    : `  curl -s -H "Authorization: Bearer $TOKEN" ${base_url}/invitations/${invitationId}
  curl -s -X POST -H "Authorization: Bearer $TOKEN" '${base_url}/invitations/${invitationId}?accept=true'
`
}`
}
