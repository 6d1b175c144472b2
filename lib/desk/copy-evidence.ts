// Use case: the mail log's part of a case is copied into the case when it opens, and renewed while it is open, because the
// log keeps days and a case takes weeks. The page reads the copy; nothing is asked of the log while a person waits.

import { listDueEvidence, firstNamedMails, saveEvidence, type DueCase } from '@/lib/cases/evidence-store';
import { mergeEvidence } from '@/lib/cases/evidence/merge-evidence';
import { senderKeyOf } from '@/lib/cases/evidence/sender-key';
import type { EvidenceDay, KeptEvidence } from '@/lib/cases/evidence/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { configuredGeoIp } from '@/lib/geoip/configured';
import { networkOf } from '@/lib/geoip/network-of';
import type { GeoIp } from '@/lib/geoip/types';
import { wholeFrom } from '@/lib/scoring/signals/span';
import type { RefusalHour, SenderDay, SenderKey } from '@/lib/maillog-lookup/types';
import { isWhole, type ConnectedLog } from './ask-mail-log';
import { deskContext } from './desk-context';

/** Copied at one go: a few seconds even where all of them send a lot. */
const CASES_A_CALL = 25;
/** In one run of the job; the next minute takes the next ones. */
const CASES_A_RUN = 200;

/**
 * Copies what is due and returns how many cases that were; nothing while a part of the log is silent, since half a copy
 * would replace a whole one. Throws where the log stops answering meanwhile. The next run tries again.
 */
export async function copyEvidence(now = new Date()): Promise<number> {
  const { mailLog } = await deskContext();
  if (mailLog === null || !isWhole(mailLog)) return 0;
  const due = await listDueEvidence(sql(), now, { limit: CASES_A_RUN, days: env().MAIL_LOG_DAYS });
  const geoIp = await configuredGeoIp();
  for (let at = 0; at < due.length; at += CASES_A_CALL)
    await copyCases(due.slice(at, at + CASES_A_CALL), mailLog, { geoIp, now });
  return due.length;
}

async function copyCases(
  due: readonly DueCase[],
  { lookup, coverage }: ConnectedLog,
  { geoIp, now }: { geoIp: GeoIp; now: Date },
): Promise<void> {
  const cases = due.flatMap((one) => {
    const sender = senderKeyOf(one.kind, one.login);
    return sender === null ? [] : [{ ...one, sender }];
  });
  const window = { from: 0, to: now.getTime() };
  const [answers, refused, named] = await Promise.all([
    lookup.historyOf(cases.map(({ sender }) => ({ sender, window }))),
    refusalsOf(cases, lookup, window),
    firstNamedMails(
      sql(),
      cases.map(({ id }) => id),
    ),
  ]);
  const reach = {
    from: Math.min(...coverage.map((one) => one.from)),
    to: Math.max(...coverage.map((one) => one.to)),
    knownFrom: Math.max(...coverage.map(wholeFrom)),
  };
  const copies = cases.map(({ id, sender, kept }, i): { caseId: number; kept: KeptEvidence } => {
    const days = (answers[i] ?? []).map((day) => withPlaces(day, geoIp));
    const firstNamed = named.get(id) ?? null;
    const refusals = refused[i] ?? [];
    const copy: KeptEvidence = { version: 1, sender, ...reach, days, refusals, firstNamed };
    return { caseId: id, kept: mergeEvidence(kept, copy) };
  });
  await sql().begin((tx) => saveEvidence(tx, copies, now));
}

/** Only who signs in can be refused under a name. */
async function refusalsOf(
  cases: readonly { sender: SenderKey }[],
  lookup: ConnectedLog['lookup'],
  window: { from: number; to: number },
): Promise<RefusalHour[][]> {
  const logins = cases.flatMap(({ sender }) => (sender.kind === 'login' ? [sender.login] : []));
  const answers = await lookup.refusalsOf(logins, window);
  const byLogin = new Map(logins.map((login, i) => [login, answers[i] ?? []]));
  return cases.map(({ sender }) => (sender.kind === 'login' ? (byLogin.get(sender.login) ?? []) : []));
}

/** With what each address says by itself. */
function withPlaces(day: SenderDay, geoIp: GeoIp): EvidenceDay {
  const places = day.places.map((place) => ({
    ...place,
    network: place.clientIp === null ? null : networkOf(place.clientIp),
    country: place.clientIp === null ? null : geoIp.countryOf(place.clientIp),
  }));
  return { ...day, places };
}
