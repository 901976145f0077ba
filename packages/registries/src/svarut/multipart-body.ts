import { randomUUID } from 'node:crypto';

export interface BodyPart {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes a multipart body. By hand, because the post wants its first part as JSON without a file name, which FormData
 * can not write.
 */
export function multipartBody(parts: readonly BodyPart[]): {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
} {
  const boundary = `----opptak-${randomUUID()}`;
  const chunks: Uint8Array[] = [];
  const text = new TextEncoder();
  for (const { name, fileName, contentType, content } of parts) {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    chunks.push(
      text.encode(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: ${contentType}\r\n\r\n`,
      ),
      typeof content === 'string' ? text.encode(content) : content,
      text.encode('\r\n'),
    );
  }
  chunks.push(text.encode(`--${boundary}--\r\n`));
  const body = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
