import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { authorizeFiks, fiksError } from '../mocks/authorize-fiks.ts';
import type { MockRegistry } from '../mocks/mock-registry.ts';

/** A letter as the post took it in. */
export interface SentLetter {
  readonly id: string;
  readonly account: string;
  /** What stood in the part "forsendelse". */
  readonly shipment: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly fileName: string; readonly content: Uint8Array }[];
  readonly reference: string;
  readonly recipient: string;
  status: string;
  changedAt: Date;
}

export interface SvarUtMock extends MockRegistry {
  /** Everything that was handed in, also twice with one reference: the post does not recognise a repetition. */
  readonly letters: readonly SentLetter[];
  /** @throws RangeError when there is no such letter. */
  setStatus(id: string, status: string): void;
}

const required = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * SvarUt version 2. It keeps every letter it takes, and finds them by `eksternRef`; as with the real one there is no
 * idempotency key, so a repeated letter is a second letter.
 */
export function svarUtMock(): SvarUtMock {
  const letters: SentLetter[] = [];
  return {
    name: 'svarut',
    prefix: '/svarut/api',
    letters,
    setStatus(id, status) {
      const letter = letters.find((one) => one.id === id);
      if (!letter) throw new RangeError('The mock post has no such letter');
      letter.status = status;
    },
    routes: (app, parts) => {
      const { clock } = parts;
      const refuse = (reply: FastifyReply, message: string) =>
        reply.code(400).send(fiksError(400, message, clock.now()));
      app.addHook('preHandler', async (request, reply) =>
        (await authorizeFiks(parts, request, reply)) ? undefined : reply,
      );

      app.post<{ Params: { account: string }; Body: Buffer<ArrayBuffer> }>(
        '/v2/kontoer/:account/forsendelser',
        async (request, reply) => {
          const contentType = request.headers['content-type'] ?? '';
          const form = await new Response(request.body, { headers: { 'content-type': contentType } })
            .formData()
            .catch(() => null);
          const entries = form ? [...form.entries()] : [];
          const [first, ...rest] = entries;
          if (first?.[0] !== 'forsendelse') return refuse(reply, 'forsendelse must be the first part');
          const shipment = JSON.parse(typeof first[1] === 'string' ? first[1] : await first[1].text());
          const fault = shipmentFault(
            shipment,
            rest.map(([, file]) => (typeof file === 'string' ? '' : file.name)),
          );
          if (fault) return refuse(reply, fault);
          const id = randomUUID();
          letters.push({
            id,
            account: request.params.account,
            shipment,
            files: await Promise.all(
              rest.map(async ([, file]) =>
                typeof file === 'string'
                  ? { fileName: '', content: new TextEncoder().encode(file) }
                  : { fileName: file.name, content: new Uint8Array(await file.arrayBuffer()) },
              ),
            ),
            reference: String(shipment.eksternReferanse ?? ''),
            recipient: String(shipment.mottaker?.digitalId ?? ''),
            status: 'MOTTATT',
            changedAt: clock.now(),
          });
          return { id };
        },
      );

      app.get<{ Params: { account: string }; Querystring: { eksternRef?: string } }>(
        '/v2/kontoer/:account/forsendelser',
        async (request) => ({
          forsendelseIds: letters
            .filter((one) => one.account === request.params.account)
            .filter((one) => one.reference === request.query.eksternRef)
            .map((one) => one.id),
        }),
      );

      app.post<{ Params: { account: string }; Body: { forsendelseIds?: readonly string[] } | null }>(
        '/v2/kontoer/:account/forsendelser/status-sok',
        async (request) => ({
          statuser: letters
            .filter((one) => request.body?.forsendelseIds?.includes(one.id))
            .map((one) => ({
              id: one.id,
              status: one.status,
              sisteStatusEndring: one.changedAt.toISOString(),
            })),
        }),
      );
    },
  };
}

/** The rules of the post's own description, version 2. */
function shipmentFault(shipment: Record<string, unknown>, files: readonly string[]): string | null {
  const { tittel, mottaker, dokumenter } = shipment;
  if (!required(tittel) || tittel.length > 1_000) return 'tittel';
  const recipient = typeof mottaker === 'object' && mottaker !== null ? { ...mottaker } : {};
  if (!('navn' in recipient) || !required(recipient.navn)) return 'mottaker.navn';
  const hasAddress = 'poststed' in recipient && required(recipient.poststed);
  if (shipment.kunDigitalLevering !== true && !hasAddress) return 'mottaker.poststed';
  if (shipment.kunDigitalLevering === true && !('digitalId' in recipient)) return 'mottaker.digitalId';
  const code = shipment.konteringskode ?? '';
  if (typeof code !== 'string' || !/^[a-zA-Z0-9_\-.øæåØÆÅ]{0,20}$/.test(code)) return 'konteringskode';
  for (const key of ['avgivendeSystem', 'forsendelsestype', 'eksternReferanse', 'korrelasjonsid']) {
    const value = shipment[key] ?? '';
    if (typeof value !== 'string' || value.length > 100) return key;
  }
  const names = Array.isArray(dokumenter) ? dokumenter.map((one) => String(one?.filnavn)) : [];
  return names.join('\n') === files.join('\n') ? null : 'dokumenter and files differ';
}
