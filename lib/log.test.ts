// What of an error reaches the log: its kind and place, never what a mail said.

import pino from 'pino';
import { expect, it } from 'vitest';
import { describeError, logOptions } from './log';

const text = 'Geheime Betreffzeile';

it('keeps PostgreSQL’s quotations of rows and values out', () => {
  const error = Object.assign(new Error(`invalid input syntax for type inet: "${text}"`), {
    code: '22P02',
    detail: `Failing row contains (${text})`,
    where: `JSON data, line 1: {"subject":"${text}"`,
    query: `INSERT … ${text}`,
    parameters: [text],
    table_name: 'report',
    constraint_name: 'report_pkey',
  });
  const kept = JSON.stringify(describeError(error));
  expect(kept).not.toContain(text);
  expect(kept).toContain('invalid input syntax for type inet');
  expect(describeError(error)).toMatchObject({
    code: '22P02',
    table_name: 'report',
    constraint_name: 'report_pkey',
  });
});

it('keeps the message and the code of other errors, and what caused them', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:993'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  expect(describeError(new Error('the mailbox could not be opened', { cause }))).toMatchObject({
    type: 'Error',
    message: 'the mailbox could not be opened',
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 192.0.2.1:993' },
  });
});

it('writes no secret that is handed to it by name, however deep it lies, and names the rest', () => {
  const lines: string[] = [];
  const logger = pino(logOptions('info'), { write: (line: string) => void lines.push(line) });
  const secret = 'quite-secret-7';
  for (const name of ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'doveadmKey'])
    logger.info(
      { [name]: secret, settings: { [name]: secret, inner: { [name]: secret } }, host: 'mx1.example' },
      'a line',
    );
  expect(lines).toHaveLength(7);
  expect(lines.join('')).not.toContain(secret);
  expect(lines.every((line) => line.includes('mx1.example') && line.includes('[redacted]'))).toBe(true);
});
