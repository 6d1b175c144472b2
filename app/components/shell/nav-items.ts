// The desk's places, in the order of the navigation. `admin` places are not shown to agents (and refuse them anyway).

import type { Messages } from '@/lib/i18n/messages';

export interface NavItem {
  key: keyof Messages['nav'];
  href: string;
  group: 'work' | 'setUp';
  adminOnly?: boolean;
  /** What waits there is counted beside its name. */
  counts?: 'tasks';
}

export const NAV_ITEMS: NavItem[] = [
  { key: 'cases', href: '/cases', group: 'work' },
  { key: 'accounts', href: '/accounts', group: 'work' },
  { key: 'intake', href: '/intake', group: 'work' },
  { key: 'tasks', href: '/tasks', group: 'work', counts: 'tasks' },
  { key: 'feedbackLoops', href: '/feedback-loops', group: 'setUp' },
  { key: 'mailboxes', href: '/mailboxes', group: 'setUp', adminOnly: true },
  { key: 'network', href: '/network', group: 'setUp' },
  { key: 'policy', href: '/policy', group: 'setUp' },
  { key: 'users', href: '/users', group: 'setUp', adminOnly: true },
  { key: 'apiTokens', href: '/api-tokens', group: 'setUp', adminOnly: true },
];
