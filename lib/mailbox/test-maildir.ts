// The steps of a connection test against a Maildir: it is there, can be read, and mail can be moved within it.

import { access, constants, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { isFolderName, subfolderPath } from './maildir-names';
import { runSteps } from './run-steps';
import type { TestStep } from './test-connection';
import { MailboxError, type MaildirConfig } from './types';

export function testMaildir(config: MaildirConfig): Promise<TestStep[]> {
  const { path, processedFolder, quarantineFolder } = config;
  return runSteps([
    ['path', () => checkPath(path)],
    ['readable', () => countMails(path)],
    ['writable', () => tryRename(path)],
    ['processed-folder', () => ensureFolder(path, processedFolder)],
    ['quarantine-folder', () => ensureFolder(path, quarantineFolder)],
  ]);
}

async function checkPath(path: string): Promise<string> {
  for (const sub of ['cur', 'new', 'tmp']) await access(`${path}/${sub}`, constants.X_OK);
  return path;
}

async function countMails(path: string): Promise<string> {
  const [fresh, seen] = await Promise.all(['new', 'cur'].map((sub) => readdir(`${path}/${sub}`)));
  return `new: ${fresh?.length ?? 0}, cur: ${seen?.length ?? 0}`;
}

/** Moves a file of our own through tmp: what the poller will do with mail. */
async function tryRename(path: string): Promise<string> {
  const name = `${path}/tmp/meldestelle-test-${process.pid}`;
  await writeFile(name, '');
  await rename(name, `${name}.moved`);
  await rm(`${name}.moved`);
  return path;
}

async function ensureFolder(path: string, folder: string): Promise<string> {
  if (!isFolderName(folder)) throw new MailboxError('folder-refused', folder);
  const target = subfolderPath(path, folder);
  for (const sub of ['cur', 'new', 'tmp']) await mkdir(`${target}/${sub}`, { recursive: true, mode: 0o700 });
  return target;
}
