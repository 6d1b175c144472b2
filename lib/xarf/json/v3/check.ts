// Is this a report of XARF 1, 2 or 3?
// Promise: the verdict of the schema published for its version with formats asserted, and the place of the first fault;
// what is taken beyond it (other spellings, other shapes in the field) is listed in docs/formats.md.
// Source: XARF 3 (also 2, 1, alpha); the schema for version 3 that came with XARF 4.

import { z } from 'zod';
import { faultAt, firstFault } from '../fault';
import { asRecord } from '../values';
import { demanding, flag, ip, uri } from '../vocabulary';
import { faultOfIllustrated, isIllustrated, isLegacy } from './other-shapes';
import { asNumber, base, custom, port } from './members';
import { complainant, earlyComplainant, earlyReporter, internalProcessing, reporter } from './parties';
import { reportTypes, type ReportType, type Rules } from './report-types';
import { respell } from './spelling';

const RULES: ReadonlyMap<unknown, Rules> = new Map<unknown, Rules>([
  [undefined, 'alpha'],
  ['alpha', 'alpha'],
  ['1', '1'],
  ['2', '2'],
  ['3', '3'],
  ['3.0', '3'],
  ['3.0.0', '3'],
  ['development', '3'],
]);

/** The first fault of a document before version 4 as `xarf:<path>:<kind>`, or null where it is valid. */
export function faultOfV3(document: Record<string, unknown>): string | null {
  const rules = RULES.get(document.Version);
  if (rules === undefined) return faultAt(['Version'], 'unknown');
  if (isIllustrated(document)) return faultOfIllustrated(document);
  const fault = publishedFault(respell(document), rules);
  return fault !== null && isLegacy(document) ? null : fault;
}

function publishedFault(document: Record<string, unknown>, rules: Rules): string | null {
  const report = asRecord(document.Report);
  const fault = firstFault(ENVELOPES[rules], document);
  if (fault !== null) return fault;
  if (report === null) return faultAt(['Report'], 'Report' in document ? 'invalid' : 'missing');
  const named = typeNamed(report);
  const known = reportTypes.get(named);
  if (known === undefined || isTooNew(known, rules, document)) {
    return firstFault(classAndType, report, ['Report']) ?? faultAt(['Report', 'ReportType'], 'unknown');
  }
  if (known.reportClass !== report.ReportClass) {
    return faultAt(['Report', 'ReportClass'], 'ReportClass' in report ? 'invalid' : 'missing');
  }
  return firstFault(schemaOf(named, known, rules), report, ['Report']) ?? faultOfSource(known, report);
}

/** A document that names its version may use only its types; one without a version is old in its rules alone. */
function isTooNew(type: ReportType, rules: Rules, document: Record<string, unknown>): boolean {
  return type.isLate === true && rules !== '3' && document.Version !== undefined;
}

function typeNamed(report: Record<string, unknown>): string {
  if (report.ReportType !== 'Malware' || report.ReportClass !== 'Activity') return String(report.ReportType);
  return report.ReportSubType === undefined || report.ReportSubType === 'RPZ-Rewrite' ? 'RPZ-Rewrite' : '';
}

const classAndType = demanding(
  { ReportClass: z.enum(['Activity', 'Content', 'Vulnerability']), ReportType: base.ReportType },
  { required: ['ReportClass', 'ReportType'] },
);

const ENVELOPES: Record<Rules, z.ZodType> = {
  alpha: envelope(earlyReporter, earlyComplainant, {}, []),
  '1': envelope(earlyReporter, earlyComplainant, {}, ['Version']),
  '2': envelope(earlyReporter, earlyComplainant, { InternalProcessing: internalProcessing }, ['Version']),
  '3': envelope(reporter, complainant, { InternalProcessing: internalProcessing }, ['Version']),
};

function envelope(
  ReporterInfo: z.ZodType,
  OnBehalfOf: z.ZodType,
  more: z.ZodRawShape,
  required: readonly string[],
): z.ZodType {
  const shape = { ReporterInfo, OnBehalfOf, Disclosure: flag, ...more };
  return demanding(shape, { required: ['ReporterInfo', 'Disclosure', ...required] });
}

const schemas = new Map<string, z.ZodType>();

/** Built when first needed: most desks see three of the sixty. */
function schemaOf(name: string, type: ReportType, rules: Rules): z.ZodType {
  const key = `${name} ${rules}`;
  const built = schemas.get(key);
  if (built !== undefined) return built;
  const source: z.ZodRawShape = type.source === 'ip' ? { SourceIp: ip, ASN: asNumber } : {};
  const further: z.ZodRawShape = rules === 'alpha' ? {} : custom;
  const shape = { ...base, ...further, ...source, ...type.members(rules) };
  const required = ['Date', ...(type.source === 'ip' ? ['SourceIp'] : []), ...(type.required?.(rules) ?? [])];
  const schema = demanding(shape, { required });
  schemas.set(key, schema);
  return schema;
}

/** One good source is enough where an address or a URL will do; a report about an account must have neither. */
function faultOfSource(type: ReportType, report: Record<string, unknown>): string | null {
  if (type.source === 'ip') return null;
  const isPort = report.SourcePort === undefined || port.safeParse(report.SourcePort).success;
  const isAs = report.ASN === undefined || asNumber.safeParse(report.ASN).success;
  const hasIp = ip.safeParse(report.SourceIp).success && isAs;
  const hasUrl = uri.safeParse(report.SourceUrl).success;
  const name = 'SourceIp' in report || !('SourceUrl' in report) ? 'SourceIp' : 'SourceUrl';
  if (type.source === 'account') {
    return isPort && (hasIp || hasUrl)
      ? faultAt(['Report', hasIp ? 'SourceIp' : 'SourceUrl'], 'unexpected')
      : null;
  }
  return hasIp || hasUrl ? null : faultAt(['Report', name], name in report ? 'invalid' : 'missing');
}
