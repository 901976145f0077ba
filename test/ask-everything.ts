import { asAdmin } from '@opptak/testing';
import type { Reopened } from './reopened-services.ts';

/** One answer, with all that goes over the wire. */
export interface Shown {
  readonly operation: string;
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
}

/** What can stand in a path or query, by its name there. */
type Values = Readonly<Record<string, readonly string[]>>;

/** Of each kind so many are asked about, beside all that have to do with the hidden families. */
const some = 3;

/** Where the ids of each kind lie: the hidden children's first. `$1` are the hidden children. */
const idsOf: Readonly<Record<string, string>> = {
  campaignId: 'select id::text from notification.campaign',
  roundId: 'select id::text from intake.admission_round',
  runId: 'select id::text from allocation.allocation_run',
  childId: 'select id::text from intake.child order by id = any($1) desc, id',
  applicationId: `select id::text from (select id, child_id = any($1) as theirs from intake.application
      union select id, true from fee_reduction.fee_application) a
    order by theirs desc, id`,
  offerId: 'select id::text from allocation.place_offer order by child_id = any($1) desc, id',
  caseId: `select case_id::text from (select distinct case_id from intake.case_event
      union select distinct case_id from notification.case_event union select distinct case_id from allocation.case_event
      union select distinct case_id from integration.case_event union select distinct case_id from fee_reduction.case_event) c
    order by case_id in (select id from intake.application where child_id = any($1)) desc, case_id`,
  messageId: `select id::text from notification.message where channel = 'letter' or child_id = any($1)
    order by child_id = any($1) desc, id`,
  guardedCaseId: 'select id::text from notification.manual_case where guarded',
  guardedLetterId: 'select id::text from notification.message where held_as is not null',
  subscriptionId: 'select id::text from integration.webhook_subscription',
  month: `select distinct month from integration.nav_list union select distinct month from integration.invoice_basis`,
};

/** Not ids. */
const given: Values = {
  deadlineOn: ['2027-03-01'],
  format: ['json', 'csv', 'lg04', 'visma', 'factum'],
  limit: ['1000'],
};
const queries: Readonly<Record<string, readonly string[]>> = {
  '/v1/runs': ['roundId'],
  '/v1/round-readiness': ['deadlineOn'],
  '/v1/applications': ['roundId', 'limit'],
  '/v1/invitations': ['roundId', 'limit'],
  '/v1/fee-decisions': ['childId'],
  '/v1/events': ['limit'],
  '/v1/snapshots/placements': ['limit'],
  '/v1/snapshots/fees': ['limit'],
};

/** Asks every operation that reads, in every service, with every id that belongs to it. */
export async function askEverything(
  { services }: Pick<Reopened, 'services'>,
  options: {
    readonly adminUrl: string;
    readonly token: string;
    readonly hiddenChildren: readonly string[];
    /** Only operations whose route holds this. */
    readonly about?: string;
  },
): Promise<readonly Shown[]> {
  const values = await valuesOf(options);
  const shown: Shown[] = [];
  for (const { name, app } of services) {
    const ask = async (
      method: 'GET' | 'POST',
      route: string,
      url: string,
      payload?: object,
    ): Promise<void> => {
      const answer = await app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${options.token}` },
        ...(payload ? { payload } : {}),
      });
      shown.push({
        operation: `${name} ${method} ${route}`,
        status: answer.statusCode,
        headers: JSON.stringify(answer.headers),
        body: answer.rawPayload,
      });
    };
    for (const { method, url: route } of app.declaredRoutes) {
      if (!route.includes(options.about ?? '')) continue;
      if (method === 'GET') for (const url of filled(route, values)) await ask(method, route, url);
      if (route.includes('/what-if'))
        for (const url of filled(route, values)) await ask('POST', route, url, whatIf(values));
    }
  }
  return shown;
}

/** The kindergarten that is closed in the question is any: what is looked at is whom the answer names. */
const whatIf = (values: Values): object => ({
  changes: [{ kind: 'closure', kindergartenId: values['kindergartenId']?.[0] }],
});

async function valuesOf({
  adminUrl,
  hiddenChildren,
}: {
  readonly adminUrl: string;
  readonly hiddenChildren: readonly string[];
}): Promise<Values> {
  const found: Record<string, readonly string[]> = { ...given };
  for (const [kind, sql] of Object.entries(idsOf)) {
    const values = sql.includes('$1') ? [hiddenChildren] : [];
    const rows = await asAdmin<Record<string, string>>(adminUrl, sql, values);
    const all = rows.flatMap((row) => Object.values(row));
    found[kind] = all.slice(0, sql.includes('$1') ? 2 * hiddenChildren.length + some : some);
  }
  const kindergartens = await asAdmin<{ id: string }>(adminUrl, 'select id from allocation.kindergarten');
  return { ...found, kindergartenId: kindergartens.map(({ id }) => id) };
}

/** The route with every combination of values in its path and query. */
function filled(route: string, values: Values): readonly string[] {
  const query = (queries[route] ?? []).map((name) => `${name}=:${name}`).join('&');
  let urls = [query === '' ? route : `${route}?${query}`];
  for (const [, name = ''] of urls[0]?.matchAll(/:(\w+)/g) ?? [])
    urls = urls.flatMap((url) => (values[name] ?? []).map((value) => url.replace(`:${name}`, value)));
  return urls;
}
