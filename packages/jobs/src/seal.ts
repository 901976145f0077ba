import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Encrypts what goes over the bus, so that a queue – its memory, its files, its backups – holds no facts. */
export interface BusSeal {
  /** @param place where it may be opened: whoever moves it elsewhere can not. */
  seal(place: string, value: unknown): string;
  /** @throws Error when it was changed, moved, or sealed with another key. */
  open(place: string, sealed: string): unknown;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Below this size, packing costs more than it saves. */
const PACK_FROM_BYTES = 2_048;

/** AES-256-GCM; one byte of version, one that says whether it is packed, IV, tag, text. */
export function makeBusSeal(key: Buffer): BusSeal {
  if (key.length !== 32) throw new Error('The bus key is 32 bytes');
  return {
    seal(place, value) {
      const text = Buffer.from(JSON.stringify(value));
      const packed = text.length >= PACK_FROM_BYTES;
      const head = Buffer.from([VERSION, packed ? 1 : 0]);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.concat([head, Buffer.from(place)]));
      const body = Buffer.concat([
        cipher.update(packed ? gzipSync(text, { level: 1 }) : text),
        cipher.final(),
      ]);
      return Buffer.concat([head, iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(place, sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const head = bytes.subarray(0, 2);
      if (head[0] !== VERSION) throw new Error('A sealed message of an unknown version');
      const iv = bytes.subarray(2, 2 + IV_BYTES);
      const tag = bytes.subarray(2 + IV_BYTES, 2 + IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.concat([head, Buffer.from(place)]))
        .setAuthTag(tag);
      const body = bytes.subarray(2 + IV_BYTES + TAG_BYTES);
      const text = Buffer.concat([decipher.update(body), decipher.final()]);
      const value: unknown = JSON.parse((head[1] === 1 ? gunzipSync(text) : text).toString());
      return value;
    },
  };
}

/**
 * The bus key of this installation: 32 bytes in hexadecimal in OPPTAK_BUS_KEY; outside production there is a default.
 *
 * @throws Error in production, when the variable is missing.
 */
export function busKey(environment: NodeJS.ProcessEnv): Buffer {
  const given = environment['OPPTAK_BUS_KEY'];
  if (given) return Buffer.from(given, 'hex');
  if (environment['NODE_ENV'] === 'production') throw new Error('OPPTAK_BUS_KEY is not set');
  return createHash('sha256').update('opptak development only').digest();
}
