// Mail that is no complaint: kept in the place of its format. What a feedback loop's administration writes raises a task,
// but only where the sender is one of our loops or a program we know: anybody can ask us to confirm something. Pure.

import type { OtherMail, OuterMessage } from '@/lib/formats/types';
import { domainOf } from '@/lib/mime/domain-names';
import { safeText } from '@/lib/mime/text';
import { findProgram } from '@/lib/reporters/directory';
import { pretendsToBe } from '@/lib/reporters/match-loop';
import type { LoopIdentity, SignatureCheck } from '@/lib/reporters/types';
import { listTextChars } from '@/lib/reports/limits';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { NewTask } from '@/lib/tasks/types';
import { assessCandidate } from './assess-candidate';
import type { DeskContext } from './desk-context';
import type { MailJudgement } from './judge-mail';
import { seenVerdict } from './mail-verdict';
import { reporterFacts } from './reporter-facts';

/** The format under which a feedback loop's administrative mail is kept. */
const ADMINISTRATION = 'loop-administration';

type ReadOtherMail = OtherMail & { format: string; outer: OuterMessage };

/** Keeps the mail in its place. */
export function judgeOtherMail(
  message: ClaimedMessage,
  mail: ReadOtherMail,
  signatures: SignatureCheck | null,
  context: DeskContext,
): MailJudgement {
  const { format, outer, facts, text } = mail;
  const seen = seenVerdict(message, outer);
  const kept = { ...seen, state: 'kept' as const, format, facts: { ...facts, text } };
  if (format !== ADMINISTRATION) return { verdict: kept, reportItems: [], tasks: [] };
  const program = programOf(outer, context);
  if (program !== null)
    return administration(message, mail, program, reporterFacts(outer, signatures, context));
  const { otherwise } = mail;
  if (otherwise) return assessCandidate(message, { ...otherwise, outer }, signatures, context);
  const verdict = { ...seen, state: 'not_recognised' as const, reasonCode: 'no-known-format' };
  return { verdict, reportItems: [], tasks: [] };
}

/**
 * RFC 6449 §4.2: a feedback loop also sends what no program reads. Mail in no known format that gives itself out as a
 * configured loop's goes to people; null where it does not.
 */
export function mailOfLoop(
  message: ClaimedMessage,
  outer: OuterMessage | null,
  signatures: SignatureCheck | null,
  context: DeskContext,
): MailJudgement | null {
  if (outer === null) return null;
  // The address alone is no sign: what else arrives there is mail like any other.
  const loop = writingLoop({ ...outer, deliveredTo: [] }, context.loops);
  if (loop === null) return null;
  const facts = { kind: 'notice', codes: [], links: [] };
  const mail = { format: ADMINISTRATION, outer, facts, text: null };
  const program = { name: loop.name, loopId: loop.id };
  return administration(message, mail, program, reporterFacts(outer, signatures, context));
}

interface Program {
  name: string;
  loopId: number | null;
}

/**
 * The loop whose From the mail bears, or to whose address it was sent. Whatever its state, but ended: verification codes
 * come before it is active, and perhaps before somebody said that we applied.
 */
function writingLoop({ fromAddress, deliveredTo }: OuterMessage, loops: readonly LoopIdentity[]) {
  const from = fromAddress ?? '';
  return loops.find((loop) => loop.state !== 'ended' && pretendsToBe(loop, from, deliveredTo)) ?? null;
}

function programOf(outer: OuterMessage, { loops, reporterSettings }: DeskContext): Program | null {
  const loop = writingLoop(outer, loops);
  if (loop !== null) return { name: loop.name, loopId: loop.id };
  const program = findProgram(outer.fromAddress ?? '');
  if (program !== null) return { name: program.name, loopId: null };
  const domain = domainOf(outer.fromAddress ?? '');
  const known = (reporterSettings.knownDomains ?? []).find(
    (one) => domain === one || domain?.endsWith(`.${one}`) === true,
  );
  return known === undefined ? null : { name: known, loopId: null };
}

function administration(
  message: ClaimedMessage,
  { outer, facts, text, format }: ReadOtherMail,
  { name, loopId }: Program,
  sender: ReturnType<typeof reporterFacts>,
): MailJudgement {
  const shown = { ...facts, ...sender, loop: name, text };
  const verdict = { ...seenVerdict(message, outer), state: 'kept' as const, format, facts: shown };
  // Read anew, the mail raises nothing: its task, open or done, stands.
  if (message.format === format) return { verdict, reportItems: [], tasks: [] };
  const isVerification = facts['kind'] === 'verification';
  const kind = isVerification ? ('loop-verification' as const) : ('loop-administration' as const);
  const task: NewTask = {
    kind,
    // Each verification wants its own answer. Of notices one open task a loop is enough, and of what anybody can have
    // written more must not come into being.
    key:
      isVerification && sender.trust !== 'unauthenticated'
        ? `${kind}:mail:${message.id}`
        : `${kind}:${loopId ?? name}`,
    audience: 'admin',
    detail: {
      loop: name,
      subject: outer.subjectText === null ? null : safeText(outer.subjectText, listTextChars),
      from: outer.fromAddress,
      trust: sender.trust,
      kind: facts['kind'],
      codes: facts['codes'],
      links: facts['links'],
    },
    feedbackLoopId: loopId,
    rawMessageId: message.id,
  };
  return { verdict, reportItems: [], tasks: [task] };
}
