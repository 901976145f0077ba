import type { FastifyReply } from 'fastify';

/** An error as the application behind the firewall writes it. */
export const registerError = (reply: FastifyReply, status: number, melding: string): FastifyReply =>
  reply.code(status).send({ kode: 'FREG-001', melding });
