// XARF 4, category content: what all its types say about the place of the content.
// Promise: the URL is demanded of every type. Source: XARF 4.2.0, content base schema.

import type { z } from 'zod';
import { dateTime, email, flag, integer, ipv4, ipv6, list, open, text, uri, word } from '../vocabulary';
import { typeSchema } from './core';

export const countryCode = text.regex(/^[A-Z]{2}$/);

const place = {
  url: uri,
  domain: text.refine(isLowerCaseName),
  registrar: text,
  nameservers: list(text),
  dns_records: open({ a: list(ipv4), aaaa: list(ipv6), mx: list(text), txt: list(text) }),
  screenshot_url: uri,
  verified_at: dateTime,
  verification_method: word('manual', 'automated_crawler', 'user_report', 'honeypot', 'threat_intelligence'),
  attack_vector: word(
    'phishing',
    'malware',
    'fraud',
    'brand_infringement',
    'copyright_infringement',
    'data_leak',
    'remote_compromise',
    'suspicious_registration',
  ),
  target_brand: text,
  hosting_provider: text,
  asn: integer(1, 4_294_967_295),
  country_code: countryCode,
  ssl_certificate: open({
    issuer: text,
    subject: text,
    valid_from: dateTime,
    valid_to: dateTime,
    fingerprint: text,
  }),
  whois: open({
    registrant: text,
    created_date: dateTime,
    updated_date: dateTime,
    expiry_date: dateTime,
    registrar_abuse_contact: email,
  }),
  dns_response: open({
    query_time: dateTime,
    authoritative: flag,
    response_code: word('NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED'),
  }),
};

/** At least two labels of lower case letters, digits and single inner hyphens; the last has letters only. */
function isLowerCaseName(name: string): boolean {
  const labels = name.split('.');
  const last = labels.pop() ?? '';
  if (labels.length === 0 || !/^[a-z]{2,}$/.test(last)) return false;
  return labels.every((label) => label.split('-').every((piece) => /^[a-z0-9]+$/.test(piece)));
}

/** One type of the category: the place, and what the type adds. */
export function contentSchema(shape: z.ZodRawShape, required: readonly string[]): z.ZodType {
  return typeSchema({ ...place, ...shape }, ['url', ...required]);
}
