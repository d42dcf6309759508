import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'

/** The client that the console is at the built-in issuer. It exists without a row, and nobody registers or revokes it. */
export const console_client_id = 'console'

/** Where people come back to it after they signed in. */
export const console_callback_path = '/session/callback'

/** Where they are when they have signed out. */
export const signed_out_path = '/console/signed-out'

/**
 * Its secret. The same process sends and checks it, so it is derived anew each time and stored nowhere, and processes may
 * have different keys while these are changed.
 */
export function consoleSecret({ cookieKeys: [newest] }: Pick<Config, 'cookieKeys'>): string {
  return createHmac('sha256', newest.reveal()).update('usher console client').digest('base64url')
}
