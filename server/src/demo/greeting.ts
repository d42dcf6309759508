import type { Demo } from './description.ts'

/** What `npm start` prints: where things are, and the main job as lines that work as printed. */
export function greeting(demo: Demo, invitationId: string | undefined, file: string): string {
  const { base_url, mailbox_url, people, service_accounts } = demo
  const invitee = service_accounts.find(({ role }) => role === 'invitee')
  return `
  Usher is running at ${base_url}

  Console         ${base_url}/console/
  Mailbox         ${mailbox_url}
  API reference   ${base_url}/docs
  Secrets         ${file}

  Sign in to the console as ${people[0]?.address}, who owns the demo organization, and invite whomever you like; or as
  grace@example.com, who is invited. The code is in the mailbox.

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
