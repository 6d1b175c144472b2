// One spelling for what the field writes in several: Login-Attack, login_attack, LOGINATTACK.
// Promise: a copy with the published spelling of class and type; an unknown word stays as it is.
// Source: XARF 3, and the schema for version 3 that came with XARF 4 (Login-Attack, Port-Scan, DDoS).

import { asRecord } from '../values';
import { reportTypes } from './report-types';

const SPELLINGS = new Map<string, string>([
  ...['Malware', ...reportTypes.keys()].map((name): [string, string] => [folded(name), name]),
  ['ddos', 'DOS'],
  ['csam', 'ChildSexualAbuseMaterial'],
]);

const CLASSES = new Map(['Activity', 'Content', 'Vulnerability'].map((name) => [folded(name), name]));

function folded(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** The published name of a report type, or null. */
export function publishedType(word: unknown): string | null {
  return typeof word === 'string' ? (SPELLINGS.get(folded(word)) ?? null) : null;
}

/** The document with the published names of class and type. */
export function respell(document: Record<string, unknown>): Record<string, unknown> {
  const report = asRecord(document.Report);
  if (report === null) return document;
  const { ReportClass: given } = report;
  const type = publishedType(report.ReportType) ?? report.ReportType;
  const reportClass = typeof given === 'string' ? (CLASSES.get(folded(given)) ?? given) : given;
  const respelled = { ...report };
  if ('ReportType' in report) respelled.ReportType = type;
  if ('ReportClass' in report) respelled.ReportClass = reportClass;
  return { ...document, Report: respelled };
}
