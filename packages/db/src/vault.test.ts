import { inspect } from 'node:util';
import { kommuneNumber } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { Secret } from './secret.ts';
import { makeVault } from './vault.ts';

const here = kommuneNumber('5544');
const elsewhere = kommuneNumber('5542');
const vault = makeVault({ dataKey: new Secret('ab'.repeat(32)), indexKey: new Secret('cd'.repeat(32)) });

describe('vault', () => {
  test('what is sealed opens again, Sámi letters and all, and never looks the same twice', () => {
    const text = 'Čáhppesvárri, Ánne Máret – ŋ đ ŧ ž';

    const [first, second] = [vault.seal(here, 'person', 'a', text), vault.seal(here, 'person', 'a', text)];

    expect(vault.unseal(here, 'person', 'a', first)).toBe(text);
    expect(first.equals(second)).toBe(false);
    expect(first.includes('Máret')).toBe(false);
  });

  test.each([
    ['another kommune', elsewhere, 'person', 'a'],
    ['another table', here, 'child', 'a'],
    ['another row', here, 'person', 'b'],
  ] as const)('sealed text that is moved to %s does not open', (_what, kommune, table, row) => {
    const sealed = vault.seal(here, 'person', 'a', 'text');

    expect(() => vault.unseal(kommune, table, row, sealed)).toThrow();
  });

  test('every single changed byte is noticed', () => {
    const sealed = vault.seal(here, 'person', 'a', 'text');

    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.unseal(here, 'person', 'a', changed)).toThrow();
    }
  });

  test('a person has the same id each time, and another one in another kommune or with another key', () => {
    const other = makeVault({ dataKey: new Secret('ab'.repeat(32)), indexKey: new Secret('ce'.repeat(32)) });

    const id = vault.personId(here, '03851598730');

    expect(vault.personId(here, '03851598730')).toBe(id);
    expect(
      new Set([id, vault.personId(elsewhere, '03851598730'), other.personId(here, '03851598730')]).size,
    ).toBe(3);
  });

  test('a new key seals, the old one still opens, and what it sealed is known to be stale', () => {
    const indexKey = new Secret('cd'.repeat(32));
    const older = new Secret('ab'.repeat(32));
    const rotated = makeVault({
      dataKey: new Secret('ef'.repeat(32)),
      dataKeyVersion: 2,
      olderDataKeys: [{ version: 1, key: older }],
      indexKey,
    });
    const [old, fresh] = [vault, rotated].map((one) => one.seal(here, 'person', 'a', 'text'));

    expect([old, fresh].map((sealed) => sealed && rotated.unseal(here, 'person', 'a', sealed))).toEqual([
      'text',
      'text',
    ]);
    expect([old, fresh].map((sealed) => sealed && rotated.isStale(sealed))).toEqual([true, false]);
    expect(() => fresh && vault.unseal(here, 'person', 'a', fresh)).toThrow('key that is not here');
  });

  test('a secret does not print', () => {
    const secret = new Secret('canary');

    expect([`${secret}`, JSON.stringify({ secret }), inspect({ deep: { secret } })].join()).not.toContain(
      'canary',
    );
    expect(secret.reveal()).toBe('canary');
  });
});
