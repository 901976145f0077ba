import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { KommuneNumber } from '@opptak/domain';
import type { Secret } from './secret.ts';
import { stableId } from './stable-id.ts';

/** Keeps personal data unreadable at rest, and gives people ids that say nothing to whoever lacks the key. */
export interface Vault {
  /**
   * Seals a text for one row of one table. Sealed text that is moved to another kommune, table or row does not open.
   * Each sealing gives other bytes.
   */
  seal(kommune: KommuneNumber, table: string, rowId: string, text: string): Buffer;
  /** @throws Error when it was sealed for another place, with another key, or has been changed. */
  unseal(kommune: KommuneNumber, table: string, rowId: string, sealed: Uint8Array): string;
  /** Answers whether an older key has sealed it, so that it should be sealed again. */
  isStale(sealed: Uint8Array): boolean;
  /** The same text gives the same index within a kommune, and another one in the next. For look-up by identity number. */
  blindIndex(kommune: KommuneNumber, text: string): string;
  /** A person's id in a kommune. It follows from the identity number, and leads back to it only with the key. */
  personId(kommune: KommuneNumber, nationalId: string): string;
}

/** Keys of 32 bytes each, in hexadecimal. */
export interface VaultKeys {
  /** Seals, and opens what it has sealed. */
  readonly dataKey: Secret;
  /** 1–255, stored with what the key seals; a new key gets a new number. Default: 1. */
  readonly dataKeyVersion?: number;
  /** Keys of before, which only open: keep each until nothing is sealed with it. */
  readonly olderDataKeys?: readonly { readonly version: number; readonly key: Secret }[];
  readonly indexKey: Secret;
}

const ivBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + ivBytes + tagBytes;

/**
 * AES-256-GCM with a key per kommune, derived from the data key; HMAC-SHA-256 for the index. An unkeyed hash would not
 * do: all identity numbers of a year are tried in less than a second.
 *
 * @throws Error when a key is not 32 bytes in hexadecimal, or two data keys have the same version.
 */
export function makeVault(keys: VaultKeys): Vault {
  const version = keys.dataKeyVersion ?? 1;
  const dataKeys = dataKeysOf(keys, version);
  // Keys are made into objects once: made anew for each seal, they cost four times as much as the sealing.
  const indexKey = createSecretKey(keyBytes(keys.indexKey));
  const derived = new Map<string, KeyObject>();
  const keyOf = (keyVersion: number, kommune: KommuneNumber): KeyObject => {
    const name = `${keyVersion}|${kommune}`;
    const known = derived.get(name);
    if (known) return known;
    const dataKey = dataKeys.get(keyVersion);
    if (!dataKey) throw new Error('Sealed with a key that is not here');
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, '', `opptak|data|${kommune}`, 32)));
    derived.set(name, key);
    return key;
  };
  const blindIndex = (kommune: KommuneNumber, text: string): string =>
    createHmac('sha256', indexKey).update(`${kommune}|${text}`).digest('hex');

  return {
    seal(kommune, table, rowId, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(version, kommune), iv).setAAD(
        placeOf(kommune, table, rowId),
      );
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
    },
    unseal(kommune, table, rowId, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headerBytes) throw new Error('Not a sealed text');
      const key = keyOf(bytes.readUInt8(0), kommune);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + ivBytes))
        .setAAD(placeOf(kommune, table, rowId))
        .setAuthTag(bytes.subarray(1 + ivBytes, headerBytes));
      return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]).toString('utf8');
    },
    isStale: (sealed) => sealed[0] !== version,
    blindIndex,
    personId: (kommune, nationalId) => stableId('person', kommune, blindIndex(kommune, nationalId)),
  };
}

const placeOf = (kommune: string, table: string, rowId: string): Buffer =>
  Buffer.from(JSON.stringify([kommune, table, rowId]));

function keyBytes(secret: Secret): Buffer {
  const bytes = Buffer.from(secret.reveal(), 'hex');
  if (bytes.length !== 32) throw new Error('A key is 32 bytes in hexadecimal');
  return bytes;
}

function dataKeysOf(keys: VaultKeys, version: number): ReadonlyMap<number, Buffer> {
  const all = [{ version, key: keys.dataKey }, ...(keys.olderDataKeys ?? [])];
  const byVersion = new Map(all.map((one) => [one.version, keyBytes(one.key)]));
  if (byVersion.size !== all.length) throw new Error('Two data keys have the same version');
  if (all.some((one) => !Number.isInteger(one.version) || one.version < 1 || one.version > 255)) {
    throw new Error('Versions of data keys are 1–255');
  }
  return byVersion;
}
