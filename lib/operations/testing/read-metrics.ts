// A strict reader of Prometheus' text format 0.0.4 for tests: what a scraper would only swallow is an error here. Written
// from the format's description (prometheus.io, exposition formats).

export interface ReadMetric {
  type: string;
  help: string;
  samples: { labels: Record<string, string>; value: number }[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;
const VALUE = /^(?:[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)|NaN|[+-]Inf)$/i;

/** All metrics by name. Throws on whatever is not the format, stands twice, or comes without HELP and TYPE before it. */
export function readMetricsText(text: string): Map<string, ReadMetric> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const metrics = new Map<string, ReadMetric>();
  const help = new Map<string, string>();
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, word, about = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (word === 'HELP') {
      if (help.has(about)) throw new Error(`HELP twice: ${about}`);
      help.set(about, rest);
      continue;
    }
    if (word === 'TYPE') {
      if (metrics.has(about) || !help.has(about) || !NAME.test(about)) throw new Error(`TYPE: ${line}`);
      if (!/^(?:counter|gauge)$/.test(rest)) throw new Error(`no such type: ${rest}`);
      metrics.set(about, { type: rest, help: help.get(about) ?? '', samples: [] });
      current = about;
      continue;
    }
    const { name, labels, value } = readSample(line);
    // All lines of one metric stand together.
    if (name !== current) throw new Error(`out of its group: ${line}`);
    const metric = metrics.get(name);
    const key = JSON.stringify(labels);
    if (metric?.samples.some((one) => JSON.stringify(one.labels) === key)) throw new Error(`twice: ${line}`);
    metric?.samples.push({ labels, value });
  }
  return metrics;
}

function readSample(line: string): { name: string; labels: Record<string, string>; value: number } {
  const [, name = '', rest = ''] = /^([^\s{]+)(.*)$/.exec(line) ?? [];
  if (!NAME.test(name)) throw new Error(`no name: ${line}`);
  const labels: Record<string, string> = {};
  let left = rest;
  if (left.startsWith('{')) {
    left = left.slice(1);
    while (!left.startsWith('}')) {
      const [whole, label = '', value = ''] = LABEL.exec(left) ?? [];
      if (whole === undefined || label in labels) throw new Error(`labels: ${line}`);
      labels[label] = value.replace(/\\(["\\n])/g, (_, c: string) => (c === 'n' ? '\n' : c));
      left = left.slice(whole.length);
      if (left.startsWith(',')) left = left.slice(1);
      else if (!left.startsWith('}')) throw new Error(`labels: ${line}`);
    }
    left = left.slice(1);
  }
  if (!left.startsWith(' ') || !VALUE.test(left.slice(1))) throw new Error(`value: ${line}`);
  return { name, labels, value: Number(left.slice(1)) };
}
