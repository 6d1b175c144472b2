// Every page, route and action says for itself who may use it. What is read here is the source: a page that forgets to
// ask fails, before anybody meets it. The browser test e2e/hotline.spec.ts walks the same pages in the role "support".

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((path) => join('app', path));
const named = (name: RegExp) => files.filter((path) => name.test(path));
const read = (path: string) => readFileSync(path, 'utf8');

/** Pages of everybody who is signed in, the hotline included. Each one more is a decision. */
const ofEveryRole = [
  'app/(desk)/me/page.tsx',
  'app/(desk)/me/second-factor/page.tsx',
  'app/(desk)/support/page.tsx',
];
/** Pages before the desk, and the start, which shows nothing. */
const ofNobody = ['app/page.tsx', 'app/(auth)/sign-in/page.tsx', 'app/(auth)/change-password/page.tsx'];
/** Of customers: the token in the address opens one case's page, and a use case asks for it. */
const ofCustomers = ['app/(customer)/c/[token]/page.tsx'];
const routesOfCustomers = ['app/(customer)/c/[token]/answer/route.ts'];
/** Actions that any role may send: about oneself, and the call that the hotline records. */
const actionsOfEveryRole = [
  'app/(auth)/actions.ts',
  'app/(desk)/me/actions.ts',
  'app/(desk)/support/actions.ts',
  'app/second-factor/actions.ts',
];

describe('who may use', () => {
  it('a page: agents and administrators, unless it says otherwise here', () => {
    const pages = named(/\/page\.tsx$/).filter(
      (path) => !ofNobody.includes(path) && !ofCustomers.includes(path),
    );
    expect(pages.length).toBeGreaterThan(30);
    const open = pages.filter(
      (path) => !/await (requireUser|requireAdmin|requireRestrictedHandler)\(\)/.test(read(path)),
    );
    expect(open.sort()).toEqual(ofEveryRole);
    for (const path of ofEveryRole) expect(read(path)).toContain('await requireAnyRole()');
  });

  it('a route: agents and administrators; programs have their own door', () => {
    const routes = named(/\/route\.tsx?$/).filter(
      (path) => !path.startsWith('app/api/') && !routesOfCustomers.includes(path),
    );
    expect(routes.length).toBeGreaterThan(6);
    expect(routes.filter((path) => !/await currentAgent\(\)/.test(read(path)))).toEqual([]);
    // Two look-ups at once would be one too many to follow.
    expect(routes.filter((path) => read(path).includes('currentUser('))).toEqual([]);
  });

  it('what is for customers: by the token, and nothing of the desk beside it', () => {
    const open = named(/^app\/\(customer\)\/.*\/(page|route)\.tsx?$/);
    expect(open.sort()).toEqual([...ofCustomers, ...routesOfCustomers].sort());
    for (const path of ofCustomers) expect(read(path)).toContain('readCustomerPage(token,');
    for (const path of routesOfCustomers) expect(read(path)).toContain('takeCustomerPage({ token,');
    const reading = named(/^app\/\(customer\)\/.*\.tsx?$/).filter((path) =>
      /current-user|\/queries'|cookies\(/.test(read(path)),
    );
    expect(reading).toEqual([]);
  });

  it('an action: through runAction, and any role only where it says so here', () => {
    const actions = named(/\.tsx?$/).filter((path) => read(path).startsWith("'use server'"));
    expect(actions.length).toBeGreaterThan(15);
    const wide = actions.filter(
      (path) => /role: 'support'/.test(read(path)) || path.startsWith('app/(auth)/'),
    );
    expect(wide.sort()).toEqual(actionsOfEveryRole);
    for (const path of actions.filter((one) => one !== 'app/(auth)/actions.ts')) {
      const exported = [...read(path).matchAll(/^export async function \w+/gm)].length;
      const run = [...read(path).matchAll(/return runAction\(/g)].length;
      expect(run, path).toBeGreaterThanOrEqual(exported);
    }
  });
});
