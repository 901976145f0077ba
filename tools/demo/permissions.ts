import { readFileSync } from 'node:fs';
import { serviceNames } from '@opptak/contracts';

/** Every permission that an operation of ours asks for, as the OpenAPI documents name them. */
export function allPermissions(): string {
  const found = serviceNames.flatMap((name) => {
    const document = readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), 'utf8');
    return document.match(/opptak:[a-z-]+\.[a-z-]+/g) ?? [];
  });
  return [...new Set(found)].toSorted().join(' ');
}
