'use server';
// Actions of the screen "Own network"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { importDirectoryDomains, previewDirectoryDomains } from '@/lib/desk/import-directory-domains';
import { importOwnResources, previewOwnImport, type ImportPreview } from '@/lib/desk/import-own-resources';
import { removeOwnResource } from '@/lib/desk/remove-own-resource';
import { saveOwnResource } from '@/lib/desk/save-own-resource';
import { saveProviderDetails } from '@/lib/desk/save-provider-details';
import { readAddresses } from '@/lib/feedback-loops/check-identities';
import type { UnknownDomains } from '@/lib/own-network/domain-queries';
import { IMPORT_CHARS_MAX } from '@/lib/own-network/import-rows';
import { OWN_KINDS } from '@/lib/own-network/types';

const base = { namespace: 'network', role: 'admin' } as const;
const kind = z.enum(OWN_KINDS, 'invalid');
const value = z.string().trim().min(1, 'required').max(300, 'too-long');
const note = z
  .string()
  .trim()
  .max(300, 'too-long')
  .transform((text) => text || null);

export async function saveOwnResourceAction(_: FormState<{ value: string }>, form: FormData) {
  return runAction({ ...base, schema: z.object({ kind, value, note }), perform: saveOwnResource }, form);
}

export async function removeOwnResourceAction(_: FormState<{ value: string }>, form: FormData) {
  return runAction({ ...base, schema: z.object({ kind, value }), perform: removeOwnResource }, form);
}

const text = z.string().max(IMPORT_CHARS_MAX, 'import-too-large').default('');
// Without a file a browser sends an empty one.
const file = z
  .custom<File>((given) => given instanceof File, 'invalid')
  .optional()
  .transform((given) => (given === undefined || given.size === 0 ? null : given));

export async function previewImportAction(_: FormState<ImportPreview>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: z.object({ text, file }),
      perform: async ({ text: pasted, file: chosen }) =>
        previewOwnImport(chosen === null ? pasted : new Uint8Array(await chosen.arrayBuffer())),
    },
    form,
  );
}

export async function importAction(_: FormState<{ added: number }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: z.object({ text }),
      perform: ({ text: seen }, admin) => importOwnResources(seen, admin),
    },
    form,
  );
}

export async function previewDomainsAction(_: FormState<UnknownDomains>, form: FormData) {
  return runAction({ ...base, schema: z.object({}), perform: () => previewDirectoryDomains() }, form);
}

export async function importDomainsAction(_: FormState<{ added: number }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: z.object({ domains: z.string().max(400_000, 'too-long') }),
      perform: ({ domains }, admin) => importDirectoryDomains(domains.split('\n'), admin),
    },
    form,
  );
}

const line = z.string().trim().max(200, 'too-long');
const details = z.object({
  organisation: line,
  address: z
    .string()
    .trim()
    .max(1_000, 'too-long')
    .transform((written) => written.replaceAll('\r\n', '\n')),
  contactName: line,
  abuseEmail: z
    .string()
    .trim()
    .max(320, 'too-long')
    .refine((address) => {
      const read = readAddresses(address);
      return read.ok && read.values.length <= 1;
    }, 'not-an-address'),
  phone: line,
  url: z
    .string()
    .trim()
    .max(500, 'too-long')
    .refine((url) => url === '' || /^https?:\/\/[^\s]+$/i.test(url), 'not-a-url'),
});

export async function saveDetailsAction(_: FormState<null>, form: FormData) {
  return runAction({ ...base, schema: details, perform: saveProviderDetails }, form);
}
