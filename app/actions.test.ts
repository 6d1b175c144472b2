// Who may do what, asked of every server action there is, also of those that somebody adds: nobody who is not signed in
// does anything, agents nothing on the screens of administrators.

import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormAction } from './form-state';

const asking = vi.hoisted(() => ({ user: null as object | null }));
vi.mock('@/lib/auth/current-user', () => ({ currentUser: () => Promise.resolve(asking.user) }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));
vi.mock('next-intl/server', () => ({
  getTranslations: () => Promise.resolve(Object.assign((key: string) => key, { has: () => false })),
}));

const agent = { id: 2, role: 'agent', mustChangePassword: false, handlesRestricted: false };
const root = dirname(fileURLToPath(import.meta.url));
const files = globSync(['(desk)/**/*actions.ts', 'second-factor/actions.ts'], { cwd: root }).sort();
/** Screens whose actions agents have. */
const ofAgents = [
  'block-lists',
  'cases/[number]',
  'cases/[number]/answer',
  'cases/[number]/measures',
  'cases/[number]/playbook',
  'cases/[number]/new-password',
  'cases/[number]/queue',
  'cases',
  'intake',
  'me',
  'passing-on/mail/[id]',
  'replies',
  'restricted',
  'second-factor',
  'support',
  'suppression/[id]',
  'tasks',
];
const folderOf = (file: string): string => dirname(file).replace('(desk)/', '');

async function answers(file: string): Promise<[string, string | undefined][]> {
  const actions = (await import(pathToFileURL(`${root}/${file}`).href)) as Record<
    string,
    FormAction<unknown>
  >;
  return Promise.all(
    Object.entries(actions).map(async ([name, action]): Promise<[string, string | undefined]> => {
      const { error } = await action({}, new FormData());
      return [name, error?.code];
    }),
  );
}

beforeEach(() => {
  asking.user = null;
});

describe.each(files)('the actions of %s', (file) => {
  it('do nothing for those who are not signed in', async () => {
    const codes = await answers(file);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes).toEqual(codes.map(([name]) => [name, 'signed-out']));
  });

  it('do nothing before a one-time password is changed', async () => {
    asking.user = { ...agent, role: 'admin', mustChangePassword: true };
    const codes = await answers(file);
    expect(codes).toEqual(codes.map(([name]) => [name, 'signed-out']));
  });
});

it.each(files.filter((file) => !ofAgents.includes(folderOf(file))))(
  'the actions of %s are refused to agents',
  async (file) => {
    asking.user = agent;
    const codes = await answers(file);
    expect(codes).toEqual(codes.map(([name]) => [name, 'forbidden']));
  },
);

it('the screens of agents are those that are named here', () => {
  const folders = files.map(folderOf);
  expect(ofAgents.filter((folder) => !folders.includes(folder))).toEqual([]);
  expect(folders).toEqual(
    expect.arrayContaining(['policy', 'directory', 'connections', 'log-sources/cluster']),
  );
});
