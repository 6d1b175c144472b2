// Rewrites the mailboxes that the environment describes, at each start: the environment is their only source, the
// screen shows them read-only. One that is no longer described is paused, not deleted: mail came from it.

import { readFileSync } from 'node:fs';
import { prisma, type PrismaTx } from '@/lib/db/prisma';
import { env, EnvError, type ImapSettings, type MailboxSettings } from '@/lib/env';
import { mailboxPasswordPlace, seal } from '@/lib/secrets/seal';

/** Beginning of `last_error` on a mailbox that this function paused, so that it can be resumed by it. */
const NOT_CONFIGURED = 'not-configured';

/**
 * Makes the rows of origin `environment` equal to `settings`. In the sample provider the environment's mailboxes are
 * left alone. Throws `EnvError` where a CA file cannot be read or a name is taken by a mailbox of the screen.
 */
export async function syncEnvironmentMailboxes(
  settings: readonly MailboxSettings[] = env().mailboxes,
): Promise<void> {
  if (env().SAMPLE_PROVIDER) return;
  const wanted = settings.map((mailbox) => ({ mailbox, columns: columnsOf(mailbox) }));
  await prisma().$transaction(async (tx) => {
    // Two workers that start together write one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('environment-mailboxes'))`;
    await tx.mailbox.updateMany({
      where: {
        origin: 'environment',
        paused: false,
        name: { notIn: settings.map((mailbox) => mailbox.name) },
      },
      data: {
        paused: true,
        lastError: `${NOT_CONFIGURED}: the environment no longer describes it`,
        lastErrorAt: new Date(),
      },
    });
    for (const { mailbox, columns } of wanted) await writeMailbox(tx, mailbox, columns);
    await tx.$executeRaw`SELECT pg_notify('mailbox', '')`;
  });
}

async function writeMailbox(
  tx: PrismaTx,
  settings: MailboxSettings,
  columns: ReturnType<typeof columnsOf>,
): Promise<void> {
  const { name } = settings;
  const before = await tx.mailbox.findUnique({ where: { name } });
  if (before !== null && before.origin !== 'environment') {
    throw new EnvError(
      `The mailbox name "${name}" is taken by one made on the screen "Mailboxes"; rename that one.`,
    );
  }
  const wasAbsent = before?.lastError?.startsWith(NOT_CONFIGURED) === true;
  const resumed = wasAbsent ? { paused: false, lastError: null, lastErrorAt: null } : {};
  const data = { ...columns, ...resumed, name, origin: 'environment' };
  const { id } = await tx.mailbox.upsert({ where: { name }, create: data, update: data });
  if (settings.kind === 'imap') {
    const passwordSealed = seal(settings.password, mailboxPasswordPlace(id));
    await tx.mailbox.update({ where: { id }, data: { passwordSealed } });
  }
}

function columnsOf(settings: MailboxSettings) {
  const { kind, role, folder, processedFolder, quarantineFolder, pollSeconds } = settings;
  const common = { kind, role, folder, processedFolder, quarantineFolder, pollSeconds };
  if (settings.kind === 'maildir') {
    return {
      ...common,
      path: settings.path,
      host: null,
      port: null,
      username: null,
      caPem: null,
      passwordSealed: null,
    };
  }
  const { host, port, security, user } = settings;
  return { ...common, host, port, security, username: user, caPem: readAuthority(settings), path: null };
}

function readAuthority({ name, caFile }: ImapSettings): string | null {
  if (caFile === null) return null;
  try {
    return readFileSync(caFile, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError(`The CA file of the mailbox "${name}" cannot be read: ${reason}.`, { cause: error });
  }
}
