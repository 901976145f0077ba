import { OpenedLetterCode, OpenLetterCode } from '@opptak/contracts';
import type { Routes } from '@opptak/service';
import { openLetterCode } from '../actions/open-letter-code.ts';
import type { Deps } from '../deps.ts';

/** POST /v1/letter-codes/open — what a family types from a letter becomes its link. */
export const letterCodesRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/letter-codes/open',
    {
      // The code stands in the body, where no log keeps it. It is all that is needed, as the link it stands for would be.
      config: { access: 'open', reads: true },
      schema: {
        operationId: 'openLetterCode',
        summary: 'The one-time link of a letter, for the code that stands in it',
        tags: ['messages'],
        body: OpenLetterCode,
        response: { 200: OpenedLetterCode },
      },
    },
    (request) => openLetterCode(deps, request.body.code),
  );
};
