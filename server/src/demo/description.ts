/** What a developer finds in `demo.json`: everything needed to try the main job. */
export interface Demo {
  base_url: string
  mailbox_url: string
  organization_id: string
  people: { name: string; address: string; user_id: string }[]
  service_accounts: {
    name: string
    address: string
    client_id: string
    client_secret: string
    role: 'inviter' | 'invitee'
  }[]
  /** A public client: sign in to it with the walk of docs/SIGN_IN.md. */
  application: { client_id: string; redirect_uri: string }
  platform_client: { client_id: string; client_secret: string }
}
