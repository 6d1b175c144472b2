// What of an error reaches the log: its kind and place, never what a mail said.

import { expect, it } from 'vitest';
import { describeError } from './log';

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
