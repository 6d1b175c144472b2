// The desk's places, in the order of the navigation. Places that somebody may not enter are not shown to them (and
// refuse them anyway).

import type { Messages } from '@/lib/i18n/messages';

export interface NavItem {
  key: keyof Messages['nav'];
  href: string;
  group: 'work' | 'setUp';
  adminOnly?: boolean;
  /** The one place of the hotline, which sees no other. */
  hotlineOnly?: boolean;
  /** Only for those who handle restricted mail; on a small screen behind "more". */
  restrictedOnly?: boolean;
  /** Not part of every day: on a small screen behind "more". */
  isRare?: boolean;
  /** What waits there is counted beside its name. */
  counts?: 'tasks' | 'restricted';
}

/** Who looks at the navigation. */
export interface NavViewer {
  isAdmin: boolean;
  isHotline: boolean;
  handlesRestricted: boolean;
}

const NAV_ITEMS: NavItem[] = [
  { key: 'support', href: '/support', group: 'work', hotlineOnly: true },
  { key: 'cases', href: '/cases', group: 'work' },
  { key: 'accounts', href: '/accounts', group: 'work' },
  { key: 'intake', href: '/intake', group: 'work' },
  { key: 'replies', href: '/replies', group: 'work' },
  { key: 'tasks', href: '/tasks', group: 'work', counts: 'tasks' },
  { key: 'restricted', href: '/restricted', group: 'work', restrictedOnly: true, counts: 'restricted' },
  { key: 'statistics', href: '/statistics', group: 'work', isRare: true },
  { key: 'feedbackLoops', href: '/feedback-loops', group: 'setUp' },
  { key: 'suppression', href: '/suppression', group: 'setUp' },
  { key: 'passingOn', href: '/passing-on', group: 'setUp' },
  { key: 'mailboxes', href: '/mailboxes', group: 'setUp', adminOnly: true },
  { key: 'logSources', href: '/log-sources', group: 'setUp', adminOnly: true },
  { key: 'directory', href: '/directory', group: 'setUp', adminOnly: true },
  { key: 'network', href: '/network', group: 'setUp' },
  { key: 'blockLists', href: '/block-lists', group: 'setUp' },
  { key: 'connections', href: '/connections', group: 'setUp', adminOnly: true },
  { key: 'connectors', href: '/connectors', group: 'setUp', adminOnly: true },
  { key: 'policy', href: '/policy', group: 'setUp' },
  { key: 'playbooks', href: '/playbooks', group: 'setUp', adminOnly: true },
  { key: 'templates', href: '/templates', group: 'setUp', adminOnly: true },
  { key: 'users', href: '/users', group: 'setUp', adminOnly: true },
  { key: 'apiTokens', href: '/api-tokens', group: 'setUp', adminOnly: true },
];

/** The places that this person may enter. */
export function navItemsFor({ isAdmin, isHotline, handlesRestricted }: NavViewer): NavItem[] {
  return NAV_ITEMS.filter(({ hotlineOnly }) => isHotline === (hotlineOnly === true)).filter(
    ({ adminOnly, restrictedOnly }) => (isAdmin || !adminOnly) && (handlesRestricted || !restrictedOnly),
  );
}
