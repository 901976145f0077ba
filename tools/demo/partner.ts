import { PlacementSnapshotPage, WebhookSubscriptionWithSecret } from '@opptak/contracts';
import { type Receiver, startReceiver } from '@opptak/example-webhook-receiver';
import type { CityHall } from '@opptak/simulation';
import type { Static } from 'typebox';

/** A partner of each kommune, who learns of places through webhooks alone. */
export interface Partner {
  /** Compares what the webhooks have told with what Opptak itself says. */
  compare(): Promise<PartnerReport>;
  stop(): Promise<void>;
}

export interface PartnerReport {
  readonly placements: number;
  /** Places that the two do not agree on. */
  readonly differences: number;
  /** Webhooks that came more than once. */
  readonly repeated: number;
}

/** The partner's server is up before it subscribes; the secret comes with the subscription. */
export async function connectPartner(halls: readonly CityHall[]): Promise<Partner> {
  const connected = await Promise.all(
    halls.map(async (hall) => {
      const receiver = await startReceiver({ port: 0 });
      const { secret } = await hall.post(WebhookSubscriptionWithSecret, {
        service: 'integration',
        path: '/v1/webhook-subscriptions',
        body: { url: receiver.url, eventTypes: ['placement.changed', 'vedtak.made', 'offer.answered'] },
      });
      receiver.use(secret);
      return { hall, receiver };
    }),
  );
  return {
    async compare() {
      const reports = await Promise.all(connected.map(({ hall, receiver }) => compareOne(hall, receiver)));
      return {
        placements: sum(reports, ({ placements }) => placements),
        differences: sum(reports, ({ differences }) => differences),
        repeated: sum(reports, ({ repeated }) => repeated),
      };
    },
    stop: async () => void (await Promise.all(connected.map(({ receiver }) => receiver.stop()))),
  };
}

const sum = (reports: readonly PartnerReport[], of: (report: PartnerReport) => number): number =>
  reports.reduce((total, report) => total + of(report), 0);

async function compareOne(hall: CityHall, receiver: Receiver): Promise<PartnerReport> {
  const told = receiver.state();
  const snapshot = await readSnapshot(hall);
  const different = snapshot.filter((one) => {
    const known = told[one.placementId];
    return (
      !known || known.version !== one.version || known.until !== one.until || known.status !== one.status
    );
  });
  const unknown =
    Object.keys(told).length -
    (snapshot.length - different.filter(({ placementId }) => !told[placementId]).length);
  return {
    placements: snapshot.length,
    differences: different.length + unknown,
    repeated: receiver.counts().repeated,
  };
}

type Page = Static<typeof PlacementSnapshotPage>;

async function readSnapshot(hall: CityHall) {
  const placements: Page['placements'] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: Page = await hall.get(PlacementSnapshotPage, {
      service: 'integration',
      path: `/v1/snapshots/placements${after === '' ? '' : `?after=${after}`}`,
    });
    placements.push(...page.placements);
    after = page.next;
  }
  return placements;
}
