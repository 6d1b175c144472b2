// A small world of signers for tests: domains with keys, mails signed by them, and the DNS that answers for them.

import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign';
import type { KeyResolver } from '../verify-signatures';

export interface SignOptions {
  /** Fields that the signature covers, beside which none: default From, To, Subject, Date, Message-ID, Content-Type. */
  fields?: string[];
  /** The l= tag: octets of the body that the signature covers. */
  coveredBytes?: number;
  signedAt?: Date;
  expiresAt?: Date;
  canonicalization?: string;
}

export interface SignerOptions {
  selector?: string;
  bits?: number;
  algorithm?: 'rsa' | 'ed25519';
  /** Flags of the key record (t=). */
  flags?: string;
}

/** A zone of key records that tests fill, break and count questions to. */
export class Zone {
  /** Names that were asked for, in order. */
  readonly asked: string[] = [];
  /** While true no server answers. */
  isDown = false;
  readonly #records = new Map<string, string[][]>();
  readonly #keys = new Map<string, { selector: string; privateKey: string }>();

  /** The DNS as this zone answers it. */
  readonly resolve: KeyResolver = (name) => {
    this.asked.push(name);
    if (this.isDown) return Promise.reject(dnsError('ESERVFAIL'));
    const records = this.#records.get(name.toLowerCase());
    return records === undefined ? Promise.reject(dnsError('ENOTFOUND')) : Promise.resolve(records);
  };

  /** Publishes a new key for the domain and signs with it from now on. */
  addSigner(domain: string, options: SignerOptions = {}): this {
    const { selector = 'k1', bits = 1024, algorithm = 'rsa', flags } = options;
    const { privateKey, record } = algorithm === 'rsa' ? rsaKey(bits) : ed25519Key();
    const text = `v=DKIM1; ${flags === undefined ? '' : `t=${flags}; `}${record}`;
    this.setRecord(`${selector}._domainkey.${domain}`, text);
    this.#keys.set(domain, { selector, privateKey });
    return this;
  }

  /** Puts any text in the place of a record; null takes it away. */
  setRecord(name: string, text: string | null): void {
    if (text === null) this.#records.delete(name);
    // As a server sends it: strings of at most 255 octets (RFC 1035 §3.3).
    else this.#records.set(name, [text.match(/.{1,255}/gs) ?? ['']]);
  }

  /** The mail with a signature of this domain above it. The domain needs a signer. */
  async sign(mail: Buffer, domain: string, options: SignOptions = {}): Promise<Buffer> {
    const key = this.#keys.get(domain);
    if (key === undefined) throw new Error(`no signer for ${domain}`);
    const signature = {
      signingDomain: domain,
      ...key,
      canonicalization: options.canonicalization ?? 'relaxed/relaxed',
      headerList: options.fields ?? ['from', 'to', 'subject', 'date', 'message-id', 'content-type'],
      signTime: options.signedAt ?? new Date(),
      ...(options.expiresAt === undefined ? {} : { expires: options.expiresAt }),
      ...(options.coveredBytes === undefined ? {} : { maxBodyLength: options.coveredBytes }),
    };
    const { signatures, errors } = await dkimSign(mail, { ...signature, signatureData: [signature] });
    if (errors.length > 0) throw new Error(`could not sign: ${JSON.stringify(errors)}`);
    return Buffer.concat([Buffer.from(signatures), mail]);
  }
}

function dnsError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function rsaKey(bits: number): { privateKey: string; record: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: `k=rsa; p=${der.toString('base64')}`,
  };
}

/** RFC 8463 §4: the bare key, the last 32 octets of its DER form. */
function ed25519Key(): { privateKey: string; record: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: `k=ed25519; p=${der.subarray(-32).toString('base64')}`,
  };
}
