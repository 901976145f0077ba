import { type Actor, AppError, type KommuneNumber } from '@opptak/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';
import type { TenantDirectory } from './tenants.ts';
import type { Caller, TokenVerifier } from './token-verifier.ts';

/** Turns the secret of a one-time link into the guardian it was sent to. */
export interface GuardianLinks {
  /** @returns null when the link is unknown, used up or expired: the three look the same. */
  actorOf(token: string): Promise<Actor | null>;
}

export interface AccessOptions {
  readonly verifier: TokenVerifier;
  readonly tenants: TenantDirectory;
  readonly guardianLinks?: GuardianLinks | undefined;
}

/** Decides who calls, before anything of the body is read. Guardians' links may stand in the body, so they come after. */
export function useAccess(app: FastifyInstance, options: AccessOptions): void {
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    const { access, permission } = request.routeOptions.config;
    if (access !== 'kommune') return;
    const caller = await options.verifier.verify(bearerToken(request));
    request.actor = await kommuneActor(options.tenants, caller, request);
    if (!caller.permissions.includes(permission ?? '')) {
      throw new HttpError(403, 'insufficient-scope', 'The token lacks the scope of this operation', {
        headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${permission}"` },
      });
    }
    refuseOtherKommune(request);
  });
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.access !== 'guardian-link') return;
    const token = linkToken(request);
    request.actor = token === null ? null : ((await options.guardianLinks?.actorOf(token)) ?? null);
    if (!request.actor)
      throw new AppError('unauthenticated', 'invalid-link', 'The link is not valid, or no longer');
    refuseOtherKommune(request);
  });
}

/** @throws Error on open routes, which have no actor: a mistake in the route. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error('An open route has no actor');
  return request.actor;
}

/** The kommune whose data this request may touch. It comes from the token or link, never from path, header or body. */
export function kommuneOf(request: FastifyRequest): KommuneNumber {
  const actor = actorOf(request);
  if (actor.type === 'system') throw new Error('A system actor belongs to no kommune');
  return actor.kommune;
}

function bearerToken(request: FastifyRequest): string {
  const match = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(request.headers.authorization ?? '');
  if (!match?.[1]) throw new AppError('unauthenticated', 'token-missing', 'Send a Maskinporten access token');
  return match[1];
}

async function kommuneActor(
  tenants: TenantDirectory,
  caller: Caller,
  request: FastifyRequest,
): Promise<Actor> {
  const { organisation, supplier, permissions } = caller;
  const kommune = await tenants.kommuneOf(organisation);
  if (!kommune)
    throw new AppError('forbidden', 'unknown-kommune', 'The organisation is no kommune of this service');
  if (supplier !== null && !(await tenants.isApprovedSupplier(kommune, supplier))) {
    throw new AppError('forbidden', 'supplier-not-approved', 'The kommune has not approved this supplier');
  }
  const employee = employeeOf(request);
  return {
    type: 'kommune',
    kommune,
    organisation,
    permissions,
    ...(supplier === null ? {} : { supplier }),
    ...(employee === null ? {} : { employee }),
  };
}

/** The kommune's own opaque id of the caseworker behind a call. It ends in the case log, so nothing of eleven digits will do. */
function employeeOf(request: FastifyRequest): string | null {
  const header = request.headers['opptak-employee'];
  if (header === undefined) return null;
  const text = String(header);
  if (/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$/.test(text) && !/^\d{11}$/.test(text.replace(/\D/g, '')))
    return text;
  throw new HttpError(400, 'invalid-request', 'The header is not as described', {
    faults: [
      { in: 'header', pointer: '/opptak-employee', detail: 'must be an opaque id, and no identity number' },
    ],
  });
}

/** Another kommune's path looks exactly like one that does not exist. */
function refuseOtherKommune(request: FastifyRequest): void {
  const named = fieldOf(request.params, 'kommune');
  if (named !== null && named !== kommuneOf(request))
    throw new AppError('not-found', 'not-found', 'Not found');
}

function linkToken(request: FastifyRequest): string | null {
  return (
    fieldOf(request.headers, 'opptak-link') ??
    fieldOf(request.params, 'link') ??
    fieldOf(request.body, 'token')
  );
}

function fieldOf(source: unknown, name: string): string | null {
  const value: unknown = typeof source === 'object' && source !== null ? Reflect.get(source, name) : null;
  return typeof value === 'string' ? value : null;
}
