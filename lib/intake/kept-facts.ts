// What is worth knowing of kept mail, in one shape whatever its format: a name and a value. The stored facts hold words of
// strangers, written by whichever version of the desk read the mail: what has another shape is left out. Pure.

import { z } from 'zod';

/** `code`: a word of a closed list, which the screen says in the reader's language. */
export type KeptValue =
  | { type: 'text'; text: string }
  | { type: 'code'; code: string }
  | { type: 'time'; at: Date }
  | { type: 'period'; from: Date; to: Date };

export type KeptFactName =
  | 'loop'
  | 'kind'
  | 'code'
  | 'link'
  | 'recipient'
  | 'status'
  | 'action'
  | 'diagnostic'
  | 'reportingMta'
  | 'remoteMta'
  | 'arrivalDate'
  | 'originalFrom'
  | 'originalSubject'
  | 'originalMessageId'
  | 'omittedRecipients'
  | 'domain'
  | 'submitter'
  | 'period'
  | 'reportId'
  | 'fileName'
  | 'sign'
  | 'disposition'
  | 'isAutomatic'
  | 'format'
  | 'reporter'
  | 'finding';

export interface KeptFact {
  name: KeptFactName;
  value: KeptValue;
  /** Worth its place in a list; the others stand on the mail's own page. */
  isBrief: boolean;
}

const text = z.string().trim().min(1).nullable().catch(null);
const texts = z.array(z.string()).catch([]);
const time = z.iso
  .datetime({ offset: true })
  .transform((written) => new Date(written))
  .nullable()
  .catch(null);

const recipient = z.object({
  recipient: text,
  action: text,
  status: text,
  remoteMta: text,
  diagnostic: text,
});

const facts = z.object({
  loop: text,
  kind: text,
  codes: texts,
  links: texts,
  recipients: z.array(recipient).catch([]),
  omittedRecipients: z.number().nullable().catch(null),
  reportingMta: text,
  arrivalDate: time,
  originalFrom: text,
  originalSubject: text,
  originalMessageId: text,
  domain: text,
  submitter: text,
  reportId: text,
  begin: time,
  end: time,
  fileName: text,
  sign: text,
  recipient: text,
  disposition: text,
  isAutomatic: z.boolean().catch(false),
  format: text,
  reporter: text,
  findings: z.array(z.object({ value: z.string() })).catch([]),
});

type Facts = z.output<typeof facts>;

/** The facts of a kept mail in the order of their weight. */
export function readKeptFacts(stored: Record<string, unknown> | null): KeptFact[] {
  const read = facts.parse(stored ?? {});
  return [...administration(read), ...delivery(read), ...receipt(read), ...aggregate(read), ...judged(read)];
}

function administration({ loop, kind, codes, links }: Facts): KeptFact[] {
  return [
    ...brief('loop', said(loop)),
    ...brief('kind', coded(kind)),
    ...codes.flatMap((code) => further('code', said(code))),
    ...links.flatMap((link) => further('link', said(link))),
  ];
}

function delivery(read: Facts): KeptFact[] {
  const recipients = read.recipients.flatMap((one, i) => {
    const place = i === 0 ? brief : further;
    return [
      ...place('recipient', said(one.recipient)),
      ...place('status', said(one.status)),
      ...place('action', coded(one.action)),
      ...further('diagnostic', said(one.diagnostic)),
      ...further('remoteMta', said(one.remoteMta)),
    ];
  });
  const omitted = read.omittedRecipients ? said(String(read.omittedRecipients)) : null;
  return [
    ...recipients,
    ...further('omittedRecipients', omitted),
    ...further('reportingMta', said(read.reportingMta)),
    ...further('arrivalDate', moment(read.arrivalDate)),
    ...further('originalFrom', said(read.originalFrom)),
    ...further('originalSubject', said(read.originalSubject)),
    ...further('originalMessageId', said(read.originalMessageId)),
  ];
}

function receipt(read: Facts): KeptFact[] {
  return [
    ...brief('recipient', said(read.recipient)),
    ...brief('disposition', coded(read.disposition)),
    ...(read.isAutomatic ? further('isAutomatic', coded('yes')) : []),
    ...further('sign', coded(read.sign)),
  ];
}

function aggregate({ domain, submitter, begin, end, reportId, fileName }: Facts): KeptFact[] {
  const period = begin === null || end === null ? null : { type: 'period' as const, from: begin, to: end };
  return [
    ...brief('domain', said(domain)),
    ...brief('submitter', said(submitter)),
    ...brief('period', period),
    ...further('reportId', said(reportId)),
    ...further('fileName', said(fileName)),
  ];
}

/** Mail that a person called no complaint keeps what it was judged by. */
function judged({ format, reporter, findings }: Facts): KeptFact[] {
  return [
    ...brief('format', coded(format)),
    ...further('reporter', said(reporter)),
    ...findings.flatMap(({ value }) => brief('finding', said(value))),
  ];
}

function brief(name: KeptFactName, value: KeptValue | null): KeptFact[] {
  return value === null ? [] : [{ name, value, isBrief: true }];
}

function further(name: KeptFactName, value: KeptValue | null): KeptFact[] {
  return value === null ? [] : [{ name, value, isBrief: false }];
}

function said(words: string | null): KeptValue | null {
  return words === null ? null : { type: 'text', text: words };
}

function coded(code: string | null): KeptValue | null {
  return code === null ? null : { type: 'code', code };
}

function moment(at: Date | null): KeptValue | null {
  return at === null ? null : { type: 'time', at };
}
