// CFBL (RFC 9477): a sender names in each mail where complaints about it go, and a report sent there must be signed by the
// domain of its own From; the receiver "SHALL NOT process" any other. Without that rule anybody who has seen one mail
// could report at will to the address in it. Pure.

import type { OuterMessage, ReportedMessage } from '@/lib/formats/types';
import { authenticationOf, type StampedHeader } from './authentication';
import { areAligned, domainOfValue } from './domains';
import type { ReporterSettings, SignatureCheck } from './types';

type Outer = Pick<OuterMessage, 'fromAddress' | 'deliveredTo'> & StampedHeader;

/** Addresses read out of the CFBL-Address fields of one mail: RFC 9477 §3.1 knows several; more than these is an attack. */
const maxAddresses = 20;

/** The addresses of the CFBL-Address fields, lower case: `CFBL-Address: fbl@example.com; report=arf`. */
function cfblAddresses(reported: Pick<ReportedMessage, 'headers'>): string[] {
  return reported.headers
    .filter(([name]) => name.toLowerCase() === 'cfbl-address')
    .flatMap(([, value]) => value.split(','))
    .slice(0, maxAddresses)
    .map((value) => (value.split(';')[0] ?? '').replace(/[<>\s]/g, '').toLowerCase())
    .filter((address) => address.includes('@'));
}

/**
 * `cfbl-not-signed` where the report came to the address that the reported mail's CFBL-Address names and no valid DKIM
 * signature of its own From's domain is on it; else null. A CFBL-Address of somebody else changes nothing: the report
 * came to us as any other.
 * @param signatures our own check; null where a mail exchanger of ours judged the signatures.
 */
export function cfblRefusal(
  outer: Outer,
  reported: Pick<ReportedMessage, 'headers'> | null,
  settings: Pick<ReporterSettings, 'authservIds'>,
  signatures: SignatureCheck | null,
): 'cfbl-not-signed' | null {
  if (reported === null) return null;
  if (!cfblAddresses(reported).some((address) => outer.deliveredTo.includes(address))) return null;
  const { fromAddress } = outer;
  const fromDomain = fromAddress === null ? null : domainOfValue(fromAddress);
  const { dkimDomains } = authenticationOf(outer, settings.authservIds, signatures);
  const isSigned = fromDomain !== null && dkimDomains.some((domain) => areAligned(domain, fromDomain));
  return isSigned ? null : 'cfbl-not-signed';
}
