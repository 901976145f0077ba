import type { KommuneNumber } from '@opptak/domain';

/** Which organisations are kommuner that use this installation, and which vendors each has approved. Asked on every request. */
export interface TenantDirectory {
  /** @returns null when the organisation is no kommune of ours, or no longer. */
  kommuneOf(organisation: string): KommuneNumber | null | Promise<KommuneNumber | null>;
  isApprovedSupplier(kommune: KommuneNumber, supplier: string): boolean | Promise<boolean>;
}

/** One kommune that uses this installation. */
export interface Tenant {
  readonly kommune: KommuneNumber;
  readonly organisation: string;
  /** Organisation numbers of the vendors that may act for it. */
  readonly suppliers: readonly string[];
}

/** A directory that is read again on every request, so that a change of the list works at once. */
export function tenantDirectory(tenants: () => readonly Tenant[]): TenantDirectory {
  return {
    kommuneOf: (organisation) => tenants().find((one) => one.organisation === organisation)?.kommune ?? null,
    isApprovedSupplier: (kommune, supplier) =>
      tenants().some((one) => one.kommune === kommune && one.suppliers.includes(supplier)),
  };
}
