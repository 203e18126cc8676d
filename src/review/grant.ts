/** Claims of a grant, signed as a compact JWS with EdDSA. `iat` and `exp` in seconds (RFC 7519). */
export interface GrantClaims {
  readonly iss: 'keyturn';
  /** The intent's id. */
  readonly sub: string;
  readonly digest: string;
  /** SHA-256 of the view that was rendered; of the verdict line for a pass. */
  readonly seen: string;
  /** SHA-256 of the rules in force. */
  readonly rules: string;
  /** First 16 hex digits of SHA-256 of the workspace's real path. */
  readonly workspace: string;
  /** New at each activation: a reload voids every unclaimed grant. */
  readonly epoch: string;
  readonly by: 'person' | 'rules';
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
}

/** Seconds between a decision and the claim of its grant. */
export const GRANT_SECONDS = 30;
