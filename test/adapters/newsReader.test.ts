/** What another process wrote is read within a second, and a stranger cannot have it read more often than is good for us. */
import { expect, test } from 'vitest';
import { createNewsReader } from '../../src/adapters/newsReader.js';

function setting() {
  let now = 1_000_000;
  const store = { version: 0, asked: 0, broken: false };
  let seen = 0;
  let read = 0;
  const isNews = async () => {
    store.asked += 1;
    const news = store.version !== seen;
    seen = store.version;
    return news;
  };
  const reader = createNewsReader(isNews, { now: () => now }, async () => {
    if (store.broken) throw new Error('down');
    read += 1;
  });
  return { store, reader, read: () => read, pass: (ms: number) => (now += ms) };
}

test('it asks once a second, and reads what is new once', async () => {
  const { store, reader, read, pass } = setting();
  for (let tick = 0; tick < 20; tick += 1) {
    if (tick === 7) store.version += 1;
    await reader.look();
    pass(500);
  }
  expect([store.asked, read()]).toEqual([10, 1]);
});

test('a token nobody knows has it read at once, and a flood of them no more than four times a second', async () => {
  const { store, reader, read, pass } = setting();
  await reader.look();
  store.version += 1;
  expect(await Promise.all([reader.onMiss(), reader.onMiss()])).toEqual([true, true]);
  expect(read()).toBe(1);
  const before = store.asked;
  for (let request = 0; request < 1000; request += 1) {
    expect(await reader.onMiss()).toBe(false);
    pass(1);
  }
  expect(store.asked - before).toBeLessThanOrEqual(4);
  expect(read()).toBe(1);
});

test('a reading that failed is made up for, and a stranger hears nothing of it', async () => {
  const { store, reader, read, pass } = setting();
  store.version += 1;
  store.broken = true;
  expect(await reader.onMiss()).toBe(false);
  pass(1_000);
  await expect(reader.look()).rejects.toThrow('down');
  store.broken = false;
  pass(1_000);
  await reader.look();
  expect(read()).toBe(1);
});
