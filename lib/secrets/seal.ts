// Seals secrets that the database keeps: AES-256-GCM (NIST SP 800-38D) under SECRET_KEY. Table, row and field are
// associated data, so that a sealed value copied to another row does not open. A sealed value is never shown again.
//
// Layout: 1 byte version (1) · 4 bytes key id · 12 bytes nonce · 16 bytes tag · ciphertext.

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { requireEnv } from '@/lib/env';

/** Where a secret lives. */
export interface SecretPlace {
  table: string;
  row: number | string;
  field: string;
}

export type SealErrorCode = 'wrong-key' | 'damaged';

/** A sealed value does not open: it was sealed under another SECRET_KEY, or it was changed or moved. */
export class SealError extends Error {
  override name = 'SealError';
  constructor(readonly code: SealErrorCode) {
    super(code === 'wrong-key' ? 'sealed under another SECRET_KEY' : 'the sealed value was changed or moved');
  }
}

const VERSION = 1;
const [KEY_ID_AT, NONCE_AT, TAG_AT, TEXT_AT] = [1, 5, 17, 33];

function keyId(key: Uint8Array): Buffer {
  return createHash('sha256').update('key-id').update(key).digest().subarray(0, 4);
}

function associated({ table, row, field }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([table, String(row), field]));
}

/** Seals `plain` for `place`. Two seals of the same text differ. */
export function seal(
  plain: string,
  place: SecretPlace,
  key: Uint8Array = secretKey(),
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(place));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([Buffer.of(VERSION), keyId(key), nonce, cipher.getAuthTag(), text]));
}

/** Opens what `seal` made for the same `place`. Throws `SealError`. */
export function unseal(sealed: Uint8Array, place: SecretPlace, key: Uint8Array = secretKey()): string {
  const bytes = Buffer.from(sealed);
  if (bytes.length < TEXT_AT || bytes[0] !== VERSION) throw new SealError('damaged');
  if (!bytes.subarray(KEY_ID_AT, NONCE_AT).equals(keyId(key))) throw new SealError('wrong-key');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(NONCE_AT, TAG_AT))
    .setAAD(associated(place))
    .setAuthTag(bytes.subarray(TAG_AT, TEXT_AT));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT)), decipher.final()]).toString('utf8');
  } catch {
    // GCM says only that the tag does not fit.
    throw new SealError('damaged');
  }
}

/** The place of a mailbox's password. */
export function mailboxPasswordPlace(mailboxId: number): SecretPlace {
  return { table: 'mailbox', row: mailboxId, field: 'password' };
}

/** The place of a directory's password or token. */
export function directorySecretPlace(sourceId: number): SecretPlace {
  return { table: 'directory_source', row: sourceId, field: 'secret' };
}

/** The place of a connector's secret fields. */
export function connectorSecretPlace(connectorId: number): SecretPlace {
  return { table: 'connector', row: connectorId, field: 'secret' };
}

/** The place of a subscription's login and password at the provider's portal. */
export function loopCredentialsPlace(loopId: number): SecretPlace {
  return { table: 'feedback_loop', row: loopId, field: 'credentials' };
}

/** The place of a user's second factor (RFC 6238). */
export function factorPlace(userId: number): SecretPlace {
  return { table: 'app_user', row: userId, field: 'totp' };
}

/** Of one that is being set up: it travels with a form and is not yet the user's. */
export function newFactorPlace(userId: number): SecretPlace {
  return { table: 'app_user', row: userId, field: 'totp-offer' };
}

function secretKey(): Uint8Array {
  return requireEnv('SECRET_KEY');
}

/** The place of the secret that messages to a customer's list software are signed with. */
export function suppressionSecretPlace(customerId: number): SecretPlace {
  return { table: 'suppression_list', row: customerId, field: 'webhook_secret_sealed' };
}

/** Where the password or API key of a log cluster lives. */
export function logSourceSecretPlace(sourceId: number): SecretPlace {
  return { table: 'log_source', row: sourceId, field: 'secret_sealed' };
}
