// Navigation at the bottom edge below 1024 px: the places of daily work, and the rest behind "more".

import { useTranslations } from 'next-intl';
import { MoreMenu } from './more-menu';
import { NAV_ITEMS } from './nav-items';
import { NavLink } from './nav-link';
import { TaskCount } from './task-count';

export function BottomNav({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('nav');
  const items = NAV_ITEMS.filter((item) => isAdmin || !item.adminOnly);
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-40 flex justify-around border-t border-line bg-panel px-1 py-1 lg:hidden"
    >
      {items
        .filter(({ group }) => group === 'work')
        .map((item) => (
          <NavLink key={item.key} href={item.href} className="min-h-11">
            {t(item.key)}
            {item.counts === 'tasks' ? <TaskCount isAdmin={isAdmin} /> : null}
          </NavLink>
        ))}
      <MoreMenu label={t('more')}>
        {items
          .filter(({ group }) => group === 'setUp')
          .map((item) => (
            <li key={item.key}>
              <NavLink href={item.href} className="min-h-11">
                {t(item.key)}
              </NavLink>
            </li>
          ))}
        <li>
          <NavLink href="/me" className="min-h-11">
            {t('me')}
          </NavLink>
        </li>
      </MoreMenu>
    </nav>
  );
}
