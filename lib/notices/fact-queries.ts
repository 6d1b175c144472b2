// What a notice is made of, read for one case: confirmed measures, disclosable complaints, countries, links, the text in
// force. Complaints are read up to a report's number, so that the notice that is released is the one that was seen.

import type { AccountKind } from '@/lib/attribution/types';
import type { CaseState } from '@/lib/cases/types';
import type { MeasureGround, MeasureKind } from '@/lib/containment/types';
import type { Sql, Tx } from '@/lib/db/sql';
import type { BlockKind } from './answer-blocks';
import type {
  NoticeKind,
  NoticeLanguage,
  NoticeLink,
  NoticeText,
  NoticeVoice,
  SenderDetails,
  ToldMeasure,
} from './types';

export interface NoticeCase {
  id: number;
  number: string;
  state: CaseState;
  version: number;
  accountId: number;
  account: { kind: AccountKind; login: string };
  customer: { id: number; number: string; name: string; language: string; tone: 'sie' | 'du' | null } | null;
}

export async function loadNoticeCase(db: Sql | Tx, caseId: number): Promise<NoticeCase | null> {
  const [row] = await db<NoticeCase[]>`
    SELECT c.id, c.number, c.state, c.version, c.account_id AS "accountId",
      json_build_object('kind', a.kind, 'login', a.login) AS account,
      CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'number', k.number, 'name', k.name,
        'language', k.language, 'tone', k.tone) END AS customer
    FROM "case" c JOIN account a ON a.id = c.account_id LEFT JOIN customer k ON k.id = a.customer_id
    WHERE c.id = ${caseId}`;
  return row ?? null;
}

/** The number of the case `AD-2026-0042`; null where there is none. */
export async function caseIdOf(db: Sql | Tx, number: string): Promise<number | null> {
  const [row] = await db<{ id: number }[]>`SELECT id FROM "case" WHERE number = ${number}`;
  return row?.id ?? null;
}

export interface MeasureFacts {
  told: ToldMeasure[];
  hasPending: boolean;
  /** Measures stand, confirmed or not. */
  inForce: number;
  /** When the last one that ended was proved ended. */
  releasedAt: Date | null;
}

/** Confirmed is what was read back and proved, now or when it was done once. */
export async function loadMeasureFacts(
  db: Sql | Tx,
  { id: caseId, accountId }: Pick<NoticeCase, 'id' | 'accountId'>,
): Promise<MeasureFacts> {
  const rows = await db<
    {
      kind: MeasureKind;
      wanted: 'on' | 'off';
      state: string;
      confirmedAt: Date | null;
      endedAt: Date | null;
      ground: MeasureGround;
      isAutomatic: boolean;
      recipientsPerHour: number | null;
    }[]
  >`
    SELECT kind, wanted, state, confirmed_at AS "confirmedAt", ended_at AS "endedAt", ground,
      wanted_by_id IS NULL AS "isAutomatic", (parameters->>'recipientsPerHour')::int AS "recipientsPerHour"
    FROM measure WHERE account_id = ${accountId} AND (ended_at IS NULL OR case_id = ${caseId}) ORDER BY id`;
  const told = rows.flatMap(({ confirmedAt, ...row }) =>
    confirmedAt !== null && row.wanted === 'on' && row.state === 'confirmed'
      ? [
          {
            kind: row.kind,
            at: confirmedAt,
            ground: row.ground,
            isAutomatic: row.isAutomatic,
            recipientsPerHour: row.recipientsPerHour,
          },
        ]
      : [],
  );
  const inForce = rows.filter((row) => row.endedAt === null);
  const ends = rows.flatMap((row) =>
    row.endedAt !== null && row.wanted === 'off' ? [row.endedAt.getTime()] : [],
  );
  return {
    told,
    hasPending: inForce.some((row) => row.wanted === 'on' && row.state !== 'confirmed'),
    inForce: inForce.length,
    releasedAt: inForce.length > 0 || ends.length === 0 ? null : new Date(Math.max(...ends)),
  };
}

/** The newest report that counts for the case: what a notice is made up to. */
export async function newestReport(db: Sql | Tx, caseId: number): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    SELECT coalesce(max(report_id), 0) AS id FROM complaint WHERE case_id = ${caseId}`;
  return Number(row?.id ?? 0);
}

export interface ComplaintFacts {
  count: number;
  from: Date | null;
  to: Date | null;
  loops: string[];
  otherSources: number;
  /** As reported, the most frequent first. */
  subjects: string[];
  /** Mails to take an excerpt of, the latest first. */
  samples: { rawMessageId: number; ordinal: number }[];
}

/** What may be told of the complaints: none of loops whose terms forbid it, none of restricted mail. */
export async function loadComplaintFacts(
  db: Sql | Tx,
  caseId: number,
  upTo: number,
): Promise<ComplaintFacts> {
  const disclosable = db`
    FROM complaint c JOIN report r ON r.id = c.report_id JOIN raw_message m ON m.id = r.raw_message_id
    LEFT JOIN feedback_loop l ON l.id = r.feedback_loop_id
    WHERE c.case_id = ${caseId} AND c.report_id <= ${upTo} AND m.state <> 'restricted' AND l.discloses IS NOT FALSE`;
  const [[sums], loops, subjects, samples] = await Promise.all([
    db<{ count: number; from: Date | null; to: Date | null; otherSources: number }[]>`
      SELECT count(*)::int AS count, min(c.received_at) AS "from", max(c.received_at) AS "to",
        count(DISTINCT c.reporter_key) FILTER (WHERE l.id IS NULL)::int AS "otherSources" ${disclosable}`,
    db<
      { name: string }[]
    >`SELECT DISTINCT l.name ${disclosable} AND l.id IS NOT NULL ORDER BY l.name LIMIT 20`,
    db<{ subject: string }[]>`
      SELECT c.subject, count(*) AS n ${disclosable} AND c.subject IS NOT NULL
      GROUP BY c.subject ORDER BY n DESC, c.subject LIMIT 5`,
    db<{ rawMessageId: number; ordinal: number }[]>`
      SELECT r.raw_message_id AS "rawMessageId", r.ordinal ${disclosable} ORDER BY c.report_id DESC LIMIT 3`,
  ]);
  return {
    count: sums?.count ?? 0,
    from: sums?.from ?? null,
    to: sums?.to ?? null,
    otherSources: sums?.otherSources ?? 0,
    loops: loops.map(({ name }) => name),
    subjects: subjects.map(({ subject }) => subject),
    samples: [...samples],
  };
}

export async function listLinks(
  db: Sql | Tx,
  language: NoticeLanguage | null,
): Promise<(NoticeLink & { language: NoticeLanguage; position: number })[]> {
  const rows = await db<(NoticeLink & { language: NoticeLanguage; position: number })[]>`
    SELECT id, language, title, url, position, to_char(checked_on, 'YYYY-MM-DD') AS "checkedOn" FROM guidance_link
    WHERE ${language}::text IS NULL OR language = ${language} ORDER BY language, position, id LIMIT 100`;
  return [...rows];
}

export interface StoredTemplate extends NoticeText {
  id: number;
  createdAt: Date;
  createdBy: string | null;
}

/** The newest version that the team wrote; null where the shipped text stands. */
export async function currentTemplate(
  db: Sql | Tx,
  kind: NoticeKind,
  { language, tone }: NoticeVoice,
): Promise<StoredTemplate | null> {
  const [row] = await listTemplateVersions(db, kind, { language, tone }, 1);
  return row ?? null;
}

/** The versions of a text, newest first. */
export async function listTemplateVersions(
  db: Sql | Tx,
  kind: NoticeKind | BlockKind,
  { language, tone }: NoticeVoice,
  limit = 50,
): Promise<StoredTemplate[]> {
  const rows = await db<StoredTemplate[]>`
    SELECT t.id, t.subject, t.body, t.created_at AS "createdAt", u.name AS "createdBy"
    FROM notice_template t LEFT JOIN app_user u ON u.id = t.created_by_id
    WHERE t.kind = ${kind} AND t.language = ${language} AND t.tone = ${tone} ORDER BY t.id DESC LIMIT ${limit}`;
  return [...rows];
}

const empty: SenderDetails = { provider: '', phone: '', hours: '', objection: '', privacyUrl: '' };

export async function loadSenderDetails(db: Sql | Tx): Promise<SenderDetails> {
  const [row] = await db<
    { value: Partial<SenderDetails> }[]
  >`SELECT value FROM setting WHERE key = 'notice-sender'`;
  return { ...empty, ...(row?.value ?? {}) };
}

/** Addresses that this case's notices of an action went to without arriving. */
export async function failedAddresses(db: Sql | Tx, caseId: number, action: string): Promise<string[]> {
  const rows = await db<{ to: string }[]>`
    SELECT DISTINCT lower(to_address) AS "to" FROM notice
    WHERE case_id = ${caseId} AND action = ${action} AND state IN ('failed', 'bounced')`;
  return rows.map(({ to }) => to);
}

/** The how many-th notice of this action the next one is, from 0. */
export async function nextStep(db: Sql | Tx, caseId: number, action: string): Promise<number> {
  const [row] = await db<{ step: number }[]>`
    SELECT coalesce(max(step) + 1, 0)::int AS step FROM notice WHERE case_id = ${caseId} AND action = ${action}`;
  return row?.step ?? 0;
}
