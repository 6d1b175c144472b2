// CVSS vectors as version 3 of XARF demands them.
// Promise: linear; base metrics are required, the temporal and the environmental ones come all or not at all.
// Source: CVSS 2.0 §2.4, CVSS 3.1 §6; XARF 3, shared schema.

import { demanding, number, text, word } from '../vocabulary';

/** Metrics in their order, as `name:value value …`. */
type Metrics = readonly string[];

const V2: readonly Metrics[] = [
  ['AV:L A N', 'AC:H M L', 'Au:M S N', 'C:N P C', 'I:N P C', 'A:N P C'],
  ['E:ND POC U F H', 'RL:W U ND OF TF', 'RC:C ND UC UR'],
  ['CDP:N L H ND LM MH', 'TD:ND N L M H', 'CR:ND N L M H', 'IR:ND L M H', 'AR:ND L M H'],
];
const V3: readonly Metrics[] = [
  ['AV:N A L P', 'AC:L H', 'PR:N L H', 'UI:N R', 'S:U C', 'C:N L H', 'I:N L H', 'A:N L H'],
  ['E:X U P F H', 'RL:X O T W U', 'RC:X U R C'],
  [
    'CR:X L M H',
    'IR:X L M H',
    'AR:X L M H',
    'MAV:X N A L P',
    'MAC:X L H',
    'MPR:X N L H',
    'MUI:X N R',
    'MS:X U C',
    'MC:X N L H',
    'MI:X N L H',
    'MA:X N L H',
  ],
];

function isVector(parts: readonly string[], [base = [], ...optional]: readonly Metrics[]): boolean {
  if (!matches(parts, base)) return false;
  let rest = parts.slice(base.length);
  for (const group of optional) {
    if (matches(rest, group)) rest = rest.slice(group.length);
  }
  return rest.length === 0;
}

function matches(parts: readonly string[], metrics: Metrics): boolean {
  return metrics.every((metric, index) => {
    const [name, values = ''] = metric.split(':');
    const [given, value = ''] = (parts[index] ?? '').split(':');
    return given === name && values.split(' ').includes(value);
  });
}

function isV2(vector: string): boolean {
  return isVector(vector.replace(/^\(/, '').replace(/\)$/, '').split('/'), V2);
}

function isV3(vector: string): boolean {
  const [version = '', ...parts] = vector.split('/');
  return /^CVSS:3\.[01]$/.test(version) && isVector(parts, V3);
}

const shape = { Score: number(), Version: word('3.1', '3.0', '2'), Vector: text, Severity: text };

/** The vector and the severity follow the version named beside them. */
export const cvss = demanding(shape, { required: ['Version', 'Vector'] }).refine((value) => {
  const { Version, Vector, Severity } = Object(value) as Record<string, unknown>;
  const words = ['Low', 'Medium', 'High', ...(Version === '2' ? [] : ['None', 'Critical'])];
  const isSeverity = Severity === undefined || words.includes(String(Severity));
  const vector = String(Vector);
  return isSeverity && (Version === '2' ? isV2(vector) : isV3(vector));
});
