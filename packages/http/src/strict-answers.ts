import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { literalValidator } from './validation.ts';

/**
 * Answers leave only as they are described. Fastify's own serialiser turns null into "" or 0 and drops what it does
 * not know; here, an answer that does not fit its schema, or a status or media type that the route has not declared,
 * is a bug of ours: status 500, logged with the place, and nothing of it leaves.
 */
export function useStrictAnswers(app: FastifyInstance): void {
  app.setSerializerCompiler(({ schema }) => {
    const validate = literalValidator(schema);
    return (answer: unknown) => {
      if (validate(answer)) return JSON.stringify(answer);
      const places = (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
      throw new Error(`The answer is not as described: ${places.slice(0, 5).join('; ')}`);
    };
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400 && request.routeOptions.config.access) refuseUndeclared(request, reply);
    return payload;
  });
}

function refuseUndeclared(request: FastifyRequest, reply: FastifyReply): void {
  const responses: unknown = request.routeOptions.schema?.response;
  const declared = child(responses, String(reply.statusCode));
  if (declared === undefined) throw new Error(`Status ${reply.statusCode} is not declared`);
  const content = child(declared, 'content');
  const type = String(reply.getHeader('content-type') ?? '').split(';')[0] ?? '';
  const allowed =
    typeof content === 'object' && content !== null ? Object.keys(content) : ['application/json'];
  if (type !== '' && !allowed.includes(type)) throw new Error(`Media type ${type} is not declared`);
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
