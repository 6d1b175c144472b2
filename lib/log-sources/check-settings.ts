// Whether a log source's settings can work, before anything is opened. Pure. Answers field → code.

import { createHash } from 'node:crypto';
import type { LogSourceSettings } from './types';

/** Problems by field; empty where there are none. */
export function checkSettings({
  path,
  host,
  timeZone,
  syslogName,
}: LogSourceSettings): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!path.startsWith('/') || path.endsWith('/') || path.includes('\0')) problems['path'] = 'not-absolute';
  if (host !== '' && !/^[^\s/:@]{1,253}$/.test(host)) problems['host'] = 'not-a-host';
  if (!isTimeZone(timeZone)) problems['timeZone'] = 'not-a-zone';
  if (!/^[\x21-\x7e]{1,48}$/.test(syslogName)) problems['syslogName'] = 'not-a-syslog-name';
  return problems;
}

/** The same for the same settings. */
export function settingsVersion(settings: LogSourceSettings): string {
  const { name, path, host, format, timeZone, syslogName } = settings;
  const text = JSON.stringify([name, path, host, format, timeZone, syslogName]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    // RangeError is how Intl says that it knows no such zone.
    return false;
  }
}
