// Navigation at the side, from 1024 px on.

import { useTranslations } from 'next-intl';
import { NavCount } from './nav-count';
import { navItemsFor, type NavViewer } from './nav-items';
import { NavLink } from './nav-link';

export function SideNav({ viewer }: { viewer: NavViewer }) {
  const t = useTranslations('nav');
  const items = navItemsFor(viewer);
  return (
    <nav aria-label={t('label')} className="hidden w-48 shrink-0 border-r border-line bg-panel p-2 lg:block">
      <ul>
        {items
          .filter(({ group }) => group === 'work')
          .map((item) => (
            <li key={item.key}>
              <NavLink href={item.href}>
                {t(item.key)}
                <NavCount of={item.counts} viewer={viewer} />
              </NavLink>
            </li>
          ))}
      </ul>
      {viewer.isHotline ? null : (
        <>
          <h2 className="mt-4 mb-1 px-2.5 text-[0.8125rem] font-semibold text-muted">{t('setUp')}</h2>
          <ul>
            {items
              .filter(({ group }) => group === 'setUp')
              .map((item) => (
                <li key={item.key}>
                  <NavLink href={item.href}>{t(item.key)}</NavLink>
                </li>
              ))}
          </ul>
        </>
      )}
    </nav>
  );
}
