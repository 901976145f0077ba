/** The five services. Each owns one schema, one database role, one queue and one port. */
export const serviceNames = ['notification', 'intake', 'allocation', 'fee-reduction', 'integration'] as const;
export type ServiceName = (typeof serviceNames)[number];
