// Postfix's queue programs of the sample provider: a queue in our own database that they list, print and move mail of, so
// that the connector itself runs unchanged. What lies in it follows from the complaints about an account: beside each
// mail that arrived, some are still being tried; two honest ones are among them.

import { createHash } from 'node:crypto';
import type { Sql } from '@/lib/db/sql';
import type { QueuePrograms } from '../postfix-queue/programs';

interface SimulatedMail {
  id: string;
  arrivedAt: number;
  sender: string;
  recipients: string[];
  subject: string;
}

/** Where mails were moved to; a mail that is not named still waits. */
type Moves = Record<string, 'hold' | 'waiting' | 'gone'>;

const honest = [
  ['Termin am Freitag', 'werkstatt@example.net'],
  ['AW: Ihr Angebot vom Montag', 'einkauf@example.org'],
] as const;

/** The programs, over the mail of one login. */
export function sampleQueuePrograms(pool: Sql, login: string): QueuePrograms {
  const left = async () => {
    const [mails, moves] = await Promise.all([loadMails(pool, login), loadMoves(pool, login)]);
    return mails.filter(({ id }) => moves[id] !== 'gone').map((mail) => ({ mail, place: moves[mail.id] }));
  };
  return {
    listing: async () =>
      (await left())
        .map(({ mail, place }) =>
          JSON.stringify({
            queue_name: place === 'hold' ? 'hold' : 'deferred',
            queue_id: mail.id,
            arrival_time: mail.arrivedAt,
            message_size: 2_000 + mail.subject.length,
            forced_expire: false,
            sender: mail.sender,
            recipients: mail.recipients.map((address) => ({ address })),
          }),
        )
        .join('\n'),
    contents: async (ids, what) => {
      const byId = new Map((await left()).map(({ mail }) => [mail.id, mail]));
      const found = ids.flatMap((id) => byId.get(id) ?? []);
      return { exit: 0, output: found.map((mail) => printed(mail, login, what)).join(''), errors: '' };
    },
    operate: async (option, ids) => {
      const place = option === '-h' ? 'hold' : 'gone';
      await saveMoves(pool, login, Object.fromEntries(ids.map((id) => [id, place])));
    },
  };
}

/** The same mails at every look, as long as their complaints are there. */
async function loadMails(pool: Sql, login: string): Promise<SimulatedMail[]> {
  const complaints = await pool<{ reportId: number; subject: string | null; at: number }[]>`
    SELECT c.report_id::float8 AS "reportId", c.subject, floor(extract(epoch FROM c.received_at))::float8 AS at
    FROM complaint c JOIN account a ON a.id = c.account_id
    WHERE a.login = ${login} AND c.received_at > now() - interval '5 days' ORDER BY c.report_id LIMIT 500`;
  const first = complaints[0];
  if (first === undefined) return [];
  const spam = complaints.flatMap(({ reportId, subject, at }) =>
    Array.from({ length: 1 + (reportId % 3) }, (_, i) =>
      mailOf(`${login} ${reportId} ${i}`, at - 60 * (i + 1), login, subject ?? '', [
        `k${reportId}.${i}@example.net`,
        `m${reportId}.${i}@example.org`,
      ]),
    ),
  );
  const own = honest.map(([subject, to], i) =>
    mailOf(`${login} ${to}`, first.at - 3_600 * (i + 1), login, subject, [to]),
  );
  return [...own, ...spam];
}

function mailOf(
  seed: string,
  arrivedAt: number,
  sender: string,
  subject: string,
  recipients: string[],
): SimulatedMail {
  const id = createHash('sha256').update(seed).digest('hex').slice(0, 11).toUpperCase();
  return { id, arrivedAt, sender, recipients, subject };
}

function printed(mail: SimulatedMail, login: string, what: 'envelope' | 'header'): string {
  const path = `deferred/${mail.id.slice(0, 1)}/${mail.id}`;
  const header = [
    `From: ${mail.sender}`,
    `To: ${mail.recipients.join(', ')}`,
    `Subject: ${mail.subject.replaceAll(/[\r\n]/g, ' ')}`,
    `Date: ${new Date(mail.arrivedAt * 1_000).toUTCString()}`,
  ];
  return [
    `*** ENVELOPE RECORDS ${path} ***`,
    `named_attribute: sasl_username=${login}`,
    `*** MESSAGE CONTENTS ${path} ***`,
    ...(what === 'header' ? header : []),
    `*** MESSAGE FILE END ${path} ***`,
    '',
  ].join('\n');
}

const keyOf = (login: string): string => `sample-queue:${login}`;

async function loadMoves(pool: Sql, login: string): Promise<Moves> {
  const [row] = await pool<{ value: Moves }[]>`SELECT value FROM setting WHERE key = ${keyOf(login)}`;
  return row?.value ?? {};
}

async function saveMoves(pool: Sql, login: string, moves: Moves): Promise<void> {
  await pool`
    INSERT INTO setting (key, value, updated_at) VALUES (${keyOf(login)}, ${pool.json(moves)}, now())
    ON CONFLICT (key) DO UPDATE SET value = setting.value || excluded.value, updated_at = now()`;
}
