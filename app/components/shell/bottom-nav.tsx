// Navigation at the bottom edge below 1024 px: the places of daily work, and the rest behind "more".

import { useTranslations } from 'next-intl';
import { MoreMenu } from './more-menu';
import { NavCount } from './nav-count';
import { navItemsFor, type NavViewer } from './nav-items';
import { NavLink } from './nav-link';

export function BottomNav({ viewer }: { viewer: NavViewer }) {
  const t = useTranslations('nav');
  const items = navItemsFor(viewer);
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-40 flex justify-around border-t border-line bg-panel px-1 py-1 lg:hidden"
    >
      {items
        .filter(({ group, restrictedOnly, isRare }) => group === 'work' && !restrictedOnly && !isRare)
        .map((item) => (
          <NavLink key={item.key} href={item.href} className="min-h-11">
            {t(item.key)}
            <NavCount of={item.counts} viewer={viewer} />
          </NavLink>
        ))}
      <MoreMenu label={t('more')}>
        {items
          .filter(({ group, restrictedOnly, isRare }) => group === 'setUp' || restrictedOnly || isRare)
          .map((item) => (
            <li key={item.key}>
              <NavLink href={item.href} className="min-h-11">
                {t(item.key)}
                <NavCount of={item.counts} viewer={viewer} />
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
