// Published Postfix lines with their fields, one file a line. They stand beside the project and are not part of it:
// where they are absent, this says so and nothing is counted as passed.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { isEmpty, KIND, PostfixEvent, STATUS, type Piece } from './postfix-event';
import { PostfixDaemons } from './postfix-daemons';
import { readPostfix } from './postfix-line';

const folder = path.resolve(import.meta.dirname, '../../../shared/samples/maillog/postfix-grok');
const isPresent = existsSync(folder);
if (!isPresent) console.warn('conformance: ../shared/samples/maillog is absent, its lines are not compared');

interface Case {
  name: string;
  program: string;
  data: string;
  fields: Record<string, string>;
}

/** The files are flat: `data` and one level of `results`. */
function readCase(name: string): Case {
  const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
  const value = (text: string): string => {
    const trimmed = text.trim();
    if (trimmed.startsWith('"')) return JSON.parse(trimmed) as string;
    return trimmed.startsWith("'") ? trimmed.slice(1, -1).replaceAll("''", "'") : trimmed;
  };
  const data = value((lines.find((line) => line.startsWith('data:')) ?? 'data:').slice(5));
  const fields = lines.flatMap((line) => {
    const match = /^\s+(postfix_[\w-]+):(.*)$/.exec(line);
    return match === null ? [] : [[match[1] as string, value(match[2] as string)]];
  });
  const program = `postfix/${name.replace(/_\d+\.yaml$/, '')}`;
  return { name, program, data, fields: Object.fromEntries(fields) as Record<string, string> };
}

const cases = isPresent
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map(readCase)
  : [];

/** What we keep of a line, by the names of the published fields. */
function keptOf({ program, data }: Case): Record<string, string> | null {
  const bytes = Buffer.from(data);
  const name = Buffer.from(program);
  const daemon = new PostfixDaemons('postfix').of(name, 0, name.length);
  if (daemon === null) return null;
  const event = new PostfixEvent();
  readPostfix(bytes, 0, bytes.length, daemon, event);
  const text = ({ start, end }: Piece): string => bytes.toString('utf8', start, end);
  const kept: Record<string, string> = {};
  const keep = (key: string, piece: Piece): void => {
    if (!isEmpty(piece)) kept[key] = text(piece);
  };
  if (event.kind === KIND.none) return null;
  if (event.kind !== KIND.saslFailure) keep('postfix_queueid', event.queueId);
  switch (event.kind) {
    case KIND.client:
    case KIND.saslFailure:
    case KIND.reject:
      keep('postfix_client_hostname', event.clientName);
      keep('postfix_client_ip', event.clientIp);
      keep('postfix_client_port', event.clientPort);
      break;
    case KIND.messageId:
      kept['postfix_message-id'] = text(event.messageId);
      break;
    case KIND.queued:
      kept['from'] = text(event.from);
      kept['size'] = String(event.size);
      kept['nrcpt'] = String(event.recipients);
      break;
    case KIND.expired:
      kept['postfix_from'] = text(event.from);
      kept['postfix_status'] = 'expired';
      break;
    case KIND.removed:
      kept['postfix_message'] = 'removed';
      break;
    case KIND.pickup:
      kept['uid'] = String(event.uid);
      kept['from'] = text(event.from);
      break;
    case KIND.notification:
      keep('postfix_bounce_queueid', event.queuedAs);
      break;
    case KIND.delivery:
      kept['to'] = text(event.to);
      keep('orig_to', event.originalTo);
      keep('relay', event.relay);
      keep('dsn', event.dsn);
      kept['postfix_status'] = Object.entries(STATUS).find(([, value]) => value === event.status)?.[0] ?? '';
      break;
    default:
      break;
  }
  return kept;
}

/** The published fields, with the pairs of their key-value text unfolded. */
function publishedOf({ fields }: Case): Record<string, string> {
  const pairs = [...(fields['postfix_keyvalue_data'] ?? '').matchAll(/(\w+)=(<[^>]*>|[^,\s]+)/g)].map(
    ([, key, value]) => [key as string, (value as string).replace(/^<|>$/g, '')],
  );
  return { ...fields, ...(Object.fromEntries(pairs) as Record<string, string>) };
}

describe.runIf(isPresent)(
  `published Postfix lines${isPresent ? '' : ' (../shared/samples is absent)'}`,
  () => {
    const read = cases.map((one) => ({ one, kept: keptOf(one) }));

    it('are 191, and those about a mail or its sender are read', () => {
      expect(cases).toHaveLength(191);
      expect(read.filter(({ kept }) => kept !== null).length).toBeGreaterThanOrEqual(40);
    });

    it.each(read.filter(({ kept }) => kept !== null).map(({ one, kept }) => [one.name, one, kept] as const))(
      '%s agrees in every field kept',
      (_, one, kept) => {
        const published = publishedOf(one);
        for (const [key, value] of Object.entries(kept ?? {})) {
          // "undeliverable-but-not-cached" is undeliverable to us.
          const said = published[key]?.replace('-but-not-cached', '');
          if (said !== undefined) expect([key, value]).toEqual([key, said]);
        }
        if (published['postfix_queueid'] !== undefined)
          expect(kept?.['postfix_queueid']).toBe(published['postfix_queueid']);
      },
    );

    it('leave out no line that carries a queue id and a fact of the mail', () => {
      const facts = ['postfix_message-id', 'postfix_from', 'postfix_status', 'postfix_bounce_queueid'];
      const missed = read.filter(({ one, kept }) => {
        const published = publishedOf(one);
        const isFact =
          facts.some((key) => key in published) || ['uid', 'nrcpt'].some((key) => key in published);
        return kept === null && published['postfix_queueid'] !== undefined && isFact;
      });
      expect(missed.map(({ one }) => `${one.name}: ${one.data}`)).toEqual([]);
    });

    it('tell of every refusal with its client', () => {
      const missed = read.filter(({ one, kept }) => {
        const isRefusal = /^\w+: (?:milter-)?reject: |SASL \w+ authentication failed/.test(one.data);
        return (
          isRefusal &&
          one.program === 'postfix/smtpd' &&
          kept?.['postfix_client_ip'] !== one.fields['postfix_client_ip']
        );
      });
      expect(missed.map(({ one }) => `${one.name}: ${one.data}`)).toEqual([]);
    });
  },
);
