// Access to the HTTP interface: tokens, what they may do, and what a request with one is answered.

export const API_SCOPES = [
  'reports:write',
  'reports:read',
  'statistics:read',
  'metrics:read',
  'suppression:read',
  'own-loop:write',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Who calls, once the token was accepted. */
export interface ApiCaller {
  tokenId: number;
  name: string;
  scopes: string[];
}

/** Whether a request may go on. `limited` says after how many seconds it may come again. */
export type TokenVerdict =
  | { verdict: 'accepted'; caller: ApiCaller }
  | { verdict: 'unknown' }
  | { verdict: 'revoked' }
  | { verdict: 'limited'; retryAfterSeconds: number };

/** A token as the administrator's list shows it. The token itself is in no table. */
export interface ApiTokenRow {
  id: number;
  name: string;
  hint: string;
  scopes: string[];
  ratePerMinute: number;
  createdAt: Date;
  createdBy: string;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}
