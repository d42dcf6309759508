/** What a vendor publishes and signs, in the shapes that its documentation shows, with the entry that docs/ISSUERS.md gives. */
export interface Vendor {
  readonly name: string
  /** The entry of the `USHER_ISSUERS` file. */
  readonly entry: Record<string, unknown>
  readonly discovery: Record<string, unknown>
  /** Undefined where its access tokens are opaque. */
  readonly accessToken?: Signed
  readonly machineToken?: Signed
  readonly idToken: Signed
  readonly userinfo?: Record<string, unknown>
  /** Who all of that is about. */
  readonly person: {
    readonly subject: string
    readonly name: string
    readonly email: string
    /** Whether the entry trusts what the ID token says of the address, and the access token. */
    readonly vouched: boolean
    readonly inAccessToken: boolean
  }
}

interface Signed {
  readonly header: { readonly alg: string; readonly typ?: string; readonly kid?: string }
  readonly claims: Record<string, unknown>
}
