import { expect, test } from 'vitest';
import { makeSlots } from './slots.ts';

test('one endpoint takes four places, and another still gets in', async () => {
  const slots = makeSlots(5);
  const first = await Promise.all(Array.from({ length: 6 }, () => slots.enter('slow')));

  expect(first.filter(Boolean)).toHaveLength(4);
  expect(await slots.enter('other')).toBe(true);
});

test('whoever waits gets the place that becomes free, and only one of them', async () => {
  const slots = makeSlots(2_000);
  for (let index = 0; index < 4; index++) await slots.enter('busy');
  let entered = 0;
  const waiting = [1, 2].map(() => slots.enter('busy').then((got) => (entered += Number(got))));

  slots.leave('busy', true);
  await Promise.race(waiting);
  expect(entered).toBe(1);
  slots.leave('busy', true);
  await Promise.all(waiting);
  expect(entered).toBe(2);
});

test('an endpoint that fails is tried by one at a time, until it answers', async () => {
  const slots = makeSlots(5);
  for (let index = 0; index < 3; index++) {
    await slots.enter('down');
    slots.leave('down', false);
  }

  expect(await slots.enter('down')).toBe(true);
  expect(await slots.enter('down')).toBe(false);
  slots.leave('down', true);
  expect(await Promise.all([slots.enter('down'), slots.enter('down')])).toEqual([true, true]);
});
