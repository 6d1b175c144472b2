// The form of a resolver made for AbuseHQ: it is sent chosen fields of an event, and answers with a subscriber id, a
// contract id and free data, in the JSON body or in the header X-AbuseHQ-Resolve; without a subscriber id the event is
// unresolved. What the free data holds under the names of our own contract is taken as such. Pure.

import { z } from 'zod';
import type { DirectoryContact, ResolverQuestion } from '../types';
import { customerSchema, firstProblem, toCustomer, type ResolvedAccount } from './own-contract';
import { readParameters, type AbusehqSettings, type AskedField } from './settings';

/** The parameters of a question under the resolver's own names; what is not known is left out. */
export function abusehqQuestion(
  { login, clientIp, clientPort, at }: ResolverQuestion,
  { parameters }: AbusehqSettings,
): [string, string][] {
  const known: Record<AskedField, string | null> = {
    login,
    ip: clientIp,
    port: clientPort === null ? null : String(clientPort),
    time: at.toISOString(),
  };
  return (readParameters(parameters) ?? []).flatMap(([name, field]): [string, string][] => {
    const value = known[field];
    return value === null ? [] : [[name, value]];
  });
}

const record = z.record(z.string(), z.unknown());

/** `{"subscriber_id": …}` or plainly `12345` / `12345;DSL-7`: subscriber, then contract. */
function headerFields(header: string | undefined, settings: AbusehqSettings): Record<string, unknown> {
  const text = header?.trim() ?? '';
  if (text === '') return {};
  if (text.startsWith('{')) {
    try {
      const parsed = record.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : {};
    } catch {
      return {};
    }
  }
  const [subscriber = '', contract = ''] = text.split(';').map((part) => part.trim());
  return {
    [settings.subscriberField]: subscriber,
    ...(contract === '' ? {} : { [settings.contractField]: contract }),
  };
}

/** Free data names contacts in its own ways: a field whose name says mail or phone is one. */
function freeContacts(data: Record<string, unknown>): DirectoryContact[] {
  return Object.entries(data).flatMap(([origin, value]): DirectoryContact[] => {
    if (typeof value !== 'string' || value.trim() === '' || value.length > 320) return [];
    if (/mail/i.test(origin) && value.includes('@')) return [{ kind: 'email', value: value.trim(), origin }];
    return /phone|telefon|mobil/i.test(origin) ? [{ kind: 'phone', value: value.trim(), origin }] : [];
  });
}

/** Free data that is no use to us is left out; it is the resolver's own, so none of it is an error. */
function freeCustomer(data: Record<string, unknown>, number: string) {
  const parsed = customerSchema.safeParse({ ...data, number });
  if (parsed.success) return parsed.data;
  const broken = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const usable = Object.fromEntries(Object.entries(data).filter(([field]) => !broken.has(field)));
  return customerSchema.parse({ ...usable, number });
}

const identifierSchema = z.union([
  z.string().trim().max(100),
  z.number().int().nonnegative().transform(String),
]);

/** The answer; null is unresolved: no subscriber id in body or header. `wrong`: one that cannot be read. */
export function readAbusehqAnswer(
  json: unknown,
  header: string | undefined,
  login: string,
  settings: AbusehqSettings,
): { answer: ResolvedAccount | null } | { wrong: string } {
  const body = json === null ? {} : record.safeParse(json).data;
  if (body === undefined) return { wrong: 'object' };
  const fields = { ...body, ...headerFields(header, settings) };
  const subscriber = identifierSchema.safeParse(fields[settings.subscriberField] ?? '');
  if (!subscriber.success) return { wrong: `${settings.subscriberField}: ${firstProblem(subscriber.error)}` };
  if (subscriber.data === '') return { answer: null };
  const contract = identifierSchema.safeParse(fields[settings.contractField] ?? '').data ?? '';
  const data = record.safeParse(fields[settings.dataField]).data ?? {};
  const customer = toCustomer(freeCustomer(data, subscriber.data));
  return {
    answer: {
      account: { kind: 'mailbox', login, customerNumber: customer.number, active: null, createdAt: null },
      customer: {
        ...customer,
        contract: contract === '' ? customer.contract : contract,
        contacts: customer.contacts.length > 0 ? customer.contacts : freeContacts(data),
      },
    },
  };
}
