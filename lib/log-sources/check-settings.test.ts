import { expect, test } from 'vitest';
import { checkSettings, settingsVersion } from './check-settings';
import type { LogSourceSettings } from './types';

const good: LogSourceSettings = {
  name: 'mail1',
  path: '/var/log/mail.log',
  host: '',
  format: 'auto',
  timeZone: 'Europe/Berlin',
  syslogName: 'postfix',
};

test('sound settings have no problems', () => {
  expect(checkSettings(good)).toEqual({});
  expect(checkSettings({ ...good, host: 'mail1.example.com', syslogName: 'postfix-out' })).toEqual({});
});

test.each([
  [{ path: 'mail.log' }, { path: 'not-absolute' }],
  [{ path: '/var/log/' }, { path: 'not-absolute' }],
  [{ host: 'mail1:514' }, { host: 'not-a-host' }],
  [{ timeZone: 'Europe/Nowhere' }, { timeZone: 'not-a-zone' }],
  [{ timeZone: '' }, { timeZone: 'not-a-zone' }],
  [{ syslogName: 'two words' }, { syslogName: 'not-a-syslog-name' }],
])('%o is refused', (wrong, problems) => {
  expect(checkSettings({ ...good, ...wrong })).toEqual(problems);
});

test('the version is another one for each other setting', () => {
  const others = [
    good,
    { ...good, name: 'x' },
    { ...good, path: '/x' },
    { ...good, host: 'x' },
    { ...good, format: 'exim' as const },
    { ...good, timeZone: 'UTC' },
    { ...good, syslogName: 'x' },
  ];
  expect(new Set(others.map(settingsVersion)).size).toBe(others.length);
});
