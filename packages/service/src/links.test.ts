import { Secret } from '@opptak/db';
import { kommuneNumber, movableClock } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { makeLinks, openedBy } from './links.ts';

const start = new Date('2026-02-01T08:00:00Z');
const subject = {
  kommune: kommuneNumber('5544'),
  purpose: 'invitation' as const,
  id: '6f1c2d3e-0000-8000-8000-000000000001',
  guardianId: '6f1c2d3e-0000-8000-8000-000000000002',
  expiresAt: new Date('2026-03-01T23:00:00Z'),
};

describe('links to families', () => {
  test('a link opens the one thing it was made for, as the guardian it was sent to', async () => {
    const links = makeLinks(new Secret('ab'.repeat(32)), movableClock(start));

    const actor = await links.actorOf(links.make(subject));

    expect(actor).toMatchObject({ type: 'guardian', kommune: '5544', guardianId: subject.guardianId });
    expect(actor && openedBy(actor, 'invitation')).toBe(subject.id);
    expect(() => actor && openedBy(actor, 'offer')).toThrow(expect.objectContaining({ code: 'wrong-link' }));
  });

  test('a link holds no secret about the family, and every changed character breaks it', async () => {
    const links = makeLinks(new Secret('ab'.repeat(32)), movableClock(start));
    const token = links.make(subject);

    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      const actor = await links.actorOf(changed);
      // The last character of base64url may carry bits that mean nothing; then the same thing opens.
      if (actor !== null) expect(openedBy(actor, 'invitation')).toBe(subject.id);
    }
  });

  test.each(['', '.', 'a.b', 'a.b.c', 'not a link'])('"%s" opens nothing', async (token) => {
    const links = makeLinks(new Secret('ab'.repeat(32)), movableClock(start));

    expect(await links.actorOf(token)).toBeNull();
  });

  test('a link made with another key, or whose time is over, opens nothing', async () => {
    const clock = movableClock(start);
    const links = makeLinks(new Secret('ab'.repeat(32)), clock);
    const others = makeLinks(new Secret('cd'.repeat(32)), clock);
    const token = links.make(subject);

    expect(await others.actorOf(token)).toBeNull();
    clock.moveTo(subject.expiresAt);
    expect(await links.actorOf(token)).toBeNull();
  });
});
