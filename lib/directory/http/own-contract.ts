// Our own URL contract: how a question is put, and what an answer means (docs/directory.md, "Our own contract"). Pure.

import { z } from 'zod';
import { comparableLogin } from '../names';
import type { DirectoryAccount, DirectoryCustomer, ResolverQuestion } from '../types';

/** What a resolver says of one login. */
export interface ResolvedAccount {
  account: DirectoryAccount;
  customer: DirectoryCustomer | null;
}

/** The fields of a question by their names in the contract; what is not known is left out. */
export function questionFields({ login, clientIp, clientPort, at }: ResolverQuestion): [string, string][] {
  const fields: [string, string | null][] = [
    ['login', login],
    ['clientIp', clientIp],
    ['clientPort', clientPort === null ? null : String(clientPort)],
    ['time', at.toISOString()],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== null);
}

/** The same as the JSON body of a POST. */
export function questionBody({ login, clientIp, clientPort, at }: ResolverQuestion): string {
  return JSON.stringify({ login, clientIp, clientPort, time: at.toISOString() });
}

const text = (max: number) => z.string().trim().min(1).max(max);
const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
/** Customer numbers are often numbers in their owner's system. */
const identifier = z.union([text(100), z.number().int().nonnegative().transform(String)]);

const contactSchema = z.object({ kind: z.enum(['email', 'phone', 'post']), value: text(500) });

export const customerSchema = z.object({
  number: identifier,
  name: optional(text(300)),
  contract: optional(text(300)),
  contacts: z.array(contactSchema).max(20).default([]),
  language: optional(z.string().regex(/^[a-z]{2}$/)),
  tone: optional(z.enum(['sie', 'du'])),
  resellerNumber: optional(identifier),
  isReseller: optional(z.boolean()),
  askFirst: optional(z.boolean()),
  declaredBulkSender: optional(z.boolean()),
  customerSince: optional(z.iso.date()),
});

const answerSchema = z.object({
  account: z.object({
    login: text(254),
    kind: z.enum(['mailbox', 'site', 'connection']).default('mailbox'),
    active: optional(z.boolean()),
    createdAt: optional(z.iso.datetime({ offset: true })),
  }),
  customer: optional(customerSchema),
});

/** A checked customer in the directory's words. */
export function toCustomer({ contacts, ...rest }: z.infer<typeof customerSchema>): DirectoryCustomer {
  return { ...rest, contacts: contacts.map((contact, i) => ({ ...contact, origin: `contacts[${i}]` })) };
}

/** The answer in the directory's words; `wrong` says which field cannot be used and why. */
export function readAnswer(json: unknown): { answer: ResolvedAccount } | { wrong: string } {
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return { wrong: firstProblem(parsed.error) };
  const { account, customer } = parsed.data;
  const login = account.kind === 'mailbox' ? comparableLogin(account.login) : account.login.toLowerCase();
  if (login === null) return { wrong: 'account.login' };
  return {
    answer: {
      account: {
        kind: account.kind,
        login,
        customerNumber: customer?.number ?? null,
        active: account.active,
        createdAt: account.createdAt,
      },
      customer: customer === null ? null : toCustomer(customer),
    },
  };
}

/** `customer.number: …`, the first problem of an answer. */
export function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`.slice(0, 300);
}
