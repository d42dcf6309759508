/**
 * Who sent a request, as its verified access token says. Whether that is a user here, in what state, with which
 * addresses and permissions, comes from the database in the statement that does the work; never from the token.
 */
export interface Caller {
  readonly issuer: string
  readonly subject: string
  /** The OAuth client that the token was issued to, or undefined where the issuer does not say. */
  readonly clientId: string | undefined
  /** The token belongs to its client itself and to no person. */
  readonly machine: boolean
  /** When the token was issued; whole seconds. */
  readonly issuedAt: Date
  /** What the person granted to the client at the built-in issuer: the token ends with it. Other tokens have none. */
  readonly grantId?: string
  /** Scopes of the token, or undefined where its issuer's scopes are not ours to enforce. */
  readonly scopes: ReadonlySet<string> | undefined
}
