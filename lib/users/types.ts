// Who may use the desk. A user signs in, holds a role, and has sessions that can be ended.

/**
 * From the least to the most: `support` answers the hotline, sees what is locked and why, and decides nothing; `agent`
 * works on cases; `admin` also sets up mailboxes, own network, policy and users.
 */
export const roles = ['support', 'agent', 'admin'] as const;
export type Role = (typeof roles)[number];

export type Theme = 'system' | 'light' | 'dark';

/** The signed-in person as pages and actions see them. */
export interface SignedInUser {
  id: number;
  login: string;
  name: string;
  role: Role;
  locale: string | null;
  theme: Theme;
  /** Whether single letters act (j, k …); WCAG 2.2, 2.1.4 wants a way to switch them off. */
  singleKeys: boolean;
  mustChangePassword: boolean;
  /** Sees and handles reports about sexual abuse of children; no role includes it. */
  handlesRestricted: boolean;
  sessionId: string;
}
