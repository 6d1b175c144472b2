// XARF before version 4: the members that reports share.
// Promise: a member of that name is of that kind in every type that has it; what a type does not define is not looked at.
// Source: XARF 3, shared schema, and where they differ XARF 1, 2 and alpha.

import { z } from 'zod';
import {
  integer,
  ip,
  list,
  open,
  text,
  textFrom,
  dateTime,
  demanding,
  flag,
  count,
  email,
  word,
} from '../vocabulary';

export const port = integer(0, 65_535);
export const asNumber = integer(1, 4_199_999_999);
const ports = z.union([z.array(port), port]);

export const base = {
  ReportClass: text,
  ReportType: textFrom(1),
  ReportSubType: text,
  ReporterCaseID: text,
  ReporterSeverity: word('low', 'medium', 'high'),
  ReporterNotes: text,
  Date: dateTime,
  FirstSeen: dateTime,
  SourcePort: port,
};
export const custom = { Custom: z.record(z.string(), z.union([text, integer()])) };

export const hash = demanding(
  {
    HashValue: text,
    HashAlgorithm: word(
      'sha1',
      'sha2',
      'sha3',
      'sha256',
      'sha512',
      'md5',
      'argon2id',
      'scrypt',
      'bcrypt',
      'pbkdf2',
    ),
    HashComplete: flag,
  },
  { required: ['HashValue', 'HashAlgorithm'] },
);

/** A file; before version 3 its hash is mere text. */
export function file(isEarly: boolean) {
  return { FileName: text, FileSize: count, FileHash: isEarly ? text : hash };
}

/** A sample holds its content, or names a file. What is wrong is said of the content. */
function sample(isEarly: boolean) {
  const content = demanding(
    { ContentType: text, Base64Encoded: flag, Description: text, Payload: text },
    { required: ['ContentType', 'Payload'] },
  );
  const named = demanding(file(isEarly), { required: ['FileName'] });
  return open({}).superRefine((value, context) => {
    if (named.safeParse(value).success) return;
    const issue = content.safeParse(value).error?.issues[0];
    if (issue !== undefined) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  });
}

export function common(isEarly: boolean) {
  return { Ongoing: flag, ThreatActor: text, Samples: list(sample(isEarly), Infinity, 1) };
}

export const destination = { DestinationIp: ip, DestinationPort: ports };
export const attacker = { AttackerIp: ip, AttackerPort: ports };
export const traffic = { ByteCount: integer(), PacketCount: integer() };
export const envelope = { SmtpMailFromAddress: email, SmtpRcptToAddress: email };
export const alphaEnvelope = { FromAddress: email, ToAddress: email };
export const service = { ServiceName: text, ServiceVersion: text };
export const transport = { TransportProtocol: word('tcp', 'udp') };
export const harassment = {
  Harasser: text,
  HarassmentDescription: text,
  HarassmentType: word('doxing', 'stalking', 'sexual', 'believes', 'defamation', 'extortion', 'hate'),
  HarassmentLocation: word('website', 'chat', 'game'),
};

/** An account by its name, which is no address, or by its address. */
export const account = open({
  AccountIdentifier: text.refine((value) => !email.safeParse(value).success),
  AccountEmail: text,
}).refine((value) => Object.keys(value).length > 0);
