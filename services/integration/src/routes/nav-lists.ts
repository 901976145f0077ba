import { NavList, NavListReceipt, NavListReceipts, PrepareNavList, YearMonth } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { actorOf, change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { prepareNavList, takeOutNavList } from '../actions/prepare-nav-list.ts';
import type { Deps } from '../deps.ts';
import { findNavLists, type StoredNavList } from '../repositories/nav-lists.ts';

/** The monthly list to NAV: prepared on the first of the month, or when asked for; taken out by the kommune. */
export const navListsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/exports/nav-list/:month',
    {
      config: { access: 'kommune', permission: 'opptak:exports.read' },
      schema: {
        operationId: 'exportNavList',
        summary: 'The newest list of a month in NAV’s format; each time it is taken out is noted',
        tags: ['exports'],
        params: Type.Object({ month: YearMonth }),
        response: { 200: NavList },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), (tx) =>
        takeOutNavList(deps, requested(deps, tx, actorOf(request)), request.params.month),
      ),
  );

  app.get(
    '/v1/nav-lists',
    {
      config: { access: 'kommune', permission: 'opptak:exports.read' },
      schema: {
        operationId: 'listNavLists',
        summary: 'Prepared lists, newest first, and how many children had to be left out',
        tags: ['exports'],
        response: { 200: NavListReceipts },
      },
    },
    async (request) => {
      const lists = await inKommune(deps.db, kommuneOf(request), (tx) => findNavLists(tx));
      return { lists: lists.map(receipt) };
    },
  );

  app.post(
    '/v1/nav-lists',
    {
      config: { access: 'kommune', permission: 'opptak:exports.write' },
      schema: {
        operationId: 'prepareNavList',
        summary: 'Prepare the list of the current month; a new number when something has changed',
        tags: ['exports'],
        body: PrepareNavList,
        response: { 201: NavListReceipt },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201 }, async (tx, actor) =>
        receipt(await prepareNavList(deps, requested(deps, tx, actor), request.body.month)),
      ),
  );
};

function receipt({
  id,
  month,
  number,
  sha256,
  entries,
  withheld,
  incomplete,
  preparedAt,
}: Omit<StoredNavList, 'sealedBody'>): NavListReceipt {
  return {
    listId: id,
    month,
    number,
    sha256,
    entries,
    withheld,
    incomplete,
    preparedAt: preparedAt.toISOString(),
  };
}
