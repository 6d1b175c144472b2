// The steps of a connection test against an IMAP server: name, TCP, TLS, sign-in, MOVE or UIDPLUS, the three folders.

import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { ImapConnection } from './imap-client';
import { toMailboxError } from './imap-errors';
import { runSteps, type Step } from './run-steps';
import type { TestStep } from './test-connection';
import { MailboxError, type ImapConfig } from './types';

/** A person waits in front of the screen. */
const TEST_TIMEOUT_MS = 10_000;

export async function testImap(config: ImapConfig): Promise<TestStep[]> {
  let connection: ImapConnection | null = null;
  // imapflow connects, encrypts and signs in as one; which of the three failed, its error says.
  let signInError: MailboxError | null = null;
  const open = async (): Promise<ImapConnection> => {
    if (connection !== null) return connection;
    const opened = new ImapConnection({ ...config, timeoutMs: TEST_TIMEOUT_MS });
    connection = opened;
    await opened.connect().catch((error: unknown) => {
      signInError = toMailboxError(error);
    });
    return opened;
  };
  const encrypt = async (): Promise<string> => {
    const { flow } = await open();
    if (signInError !== null && signInError.code !== 'sign-in-refused') throw signInError;
    return flow.tls ? `${flow.tls.version ?? ''} ${flow.tls.standardName ?? ''}`.trim() : '';
  };
  const signIn = async (): Promise<string> => {
    await open();
    if (signInError !== null) throw signInError;
    return config.username;
  };
  const steps: Step[] = [
    ['resolve', () => resolveHost(config.host)],
    ['connect', () => connectTcp(config)],
    ['tls', encrypt],
    ['sign-in', signIn],
    ['capability', async () => checkCapability(await open())],
    ['folder', async () => openFolder(await open(), config.folder)],
    ['processed-folder', async () => ensureFolder(await open(), config.processedFolder)],
    ['quarantine-folder', async () => ensureFolder(await open(), config.quarantineFolder)],
  ];
  try {
    return await runSteps(config.security === 'none' ? steps.filter(([code]) => code !== 'tls') : steps);
  } finally {
    await (connection as ImapConnection | null)?.close();
  }
}

async function resolveHost(host: string): Promise<string> {
  try {
    const addresses = await lookup(host, { all: true });
    return addresses.map(({ address }) => address).join(', ');
  } catch (error) {
    throw toMailboxError(error);
  }
}

function connectTcp({ host, port }: ImapConfig): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: TEST_TIMEOUT_MS });
    const fail = (error: unknown): void => {
      socket.destroy();
      reject(toMailboxError(error));
    };
    socket.once('connect', () => {
      const place = `${socket.remoteAddress ?? host}:${port}`;
      socket.destroy();
      resolve(place);
    });
    socket.once('timeout', () => fail(new MailboxError('timed-out', `${host}:${port}`)));
    socket.once('error', fail);
  });
}

async function checkCapability({ flow }: ImapConnection): Promise<string> {
  const found = ['MOVE', 'UIDPLUS', 'IMAP4rev2', 'IDLE'].filter((name) => flow.capabilities.has(name));
  if (found.some((name) => name !== 'IDLE')) return found.join(', ');
  throw new MailboxError('move-unsupported', [...flow.capabilities.keys()].join(' '));
}

async function openFolder(connection: ImapConnection, folder: string): Promise<string> {
  const opened = await connection.ask(() => connection.flow.mailboxOpen(folder), 'folder-missing');
  if (opened.readOnly === true) throw new MailboxError('folder-refused', `${folder} is read-only`);
  return `${opened.path}: ${opened.exists}`;
}

async function ensureFolder(connection: ImapConnection, folder: string): Promise<string> {
  const made = await connection.ask(() => connection.flow.mailboxCreate(folder), 'folder-refused');
  return made.path;
}
