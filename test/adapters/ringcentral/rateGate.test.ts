/** The gate against a platform that counts: never too much, never into a penalty, people first. */
import { expect, test } from 'vitest';
import { createRateGate, createRateGates, type RateNews } from '../../../src/adapters/ringcentral/rateGate.js';
import { Outage } from '../../../src/core/errors.js';
import { movableClock } from './setting.js';

const minute = 60_000;

/** Counts like the platform: a sliding window, and a penalty that every request during it starts anew. */
function countingPlatform(clock: { now(): number }, limit: number, withHeaders = true) {
  let times: number[] = [];
  let penaltyUntil = 0;
  const told = { refused: 0, duringPenalty: 0, served: 0 };
  const arrive = (): RateNews => {
    const now = clock.now();
    times = times.filter((at) => now - at < minute);
    if (now < penaltyUntil) {
      told.duringPenalty += 1;
      penaltyUntil = now + minute;
      return { penaltyMs: minute };
    }
    if (times.length >= limit) {
      told.refused += 1;
      penaltyUntil = now + minute;
      return { penaltyMs: minute, ...(withHeaders && { limits: { limit, remaining: 0, windowMs: minute } }) };
    }
    times.push(now);
    told.served += 1;
    return withHeaders ? { limits: { limit, remaining: limit - times.length, windowMs: minute } } : {};
  };
  return { arrive, told };
}

test('three hundred requests at once stay within the platform’s limit', async () => {
  const clock = movableClock();
  const platform = countingPlatform(clock, 40);
  const gate = createRateGate('Medium', clock, clock.sleep);
  const started = clock.now();
  await Promise.all(
    Array.from({ length: 300 }, async () => {
      const leave = await gate.enter('people', 60 * minute);
      leave(platform.arrive());
    }),
  );
  expect(platform.told).toEqual({ served: 300, refused: 0, duringPenalty: 0 });
  // 300 requests at 40 a minute: seven windows have to pass, and not many more.
  expect(clock.now() - started).toBeGreaterThanOrEqual(7 * minute);
  expect(clock.now() - started).toBeLessThan(8 * minute);
});

test('a lower limit is learned from the first answer', async () => {
  const clock = movableClock();
  const platform = countingPlatform(clock, 6);
  const gate = createRateGate('Light', clock, clock.sleep);
  (await gate.enter('people', minute))(platform.arrive());
  await Promise.all(Array.from({ length: 20 }, async () => (await gate.enter('people', 60 * minute))(platform.arrive())));
  expect(platform.told).toEqual({ served: 21, refused: 0, duringPenalty: 0 });
});

test.each([true, false])('after a refusal nothing is sent until the penalty is over (headers: %s)', async (withHeaders) => {
  const clock = movableClock();
  const platform = countingPlatform(clock, 3, withHeaders);
  const gate = createRateGate('Heavy', clock, clock.sleep);
  const send = async () => {
    const leave = await gate.enter('background', 60 * minute);
    const news = platform.arrive();
    leave(news);
    return news.penaltyMs === undefined;
  };
  let served = 0;
  for (let tries = 0; served < 12 && tries < 40; tries += 1) if (await send()) served += 1;
  expect(served).toBe(12);
  expect(platform.told.duringPenalty).toBe(0);
});

test('another process with the same token is seen in what remains', async () => {
  const clock = movableClock();
  const gate = createRateGate('Heavy', clock, clock.sleep);
  (await gate.enter('background', minute))({ limits: { limit: 10, remaining: 0, windowMs: minute } });
  const before = clock.now();
  (await gate.enter('background', 2 * minute))();
  expect(clock.now() - before).toBeGreaterThanOrEqual(minute);
});

test('people go before background work, which leaves them a fifth of the window', async () => {
  const clock = movableClock();
  const gate = createRateGate('Light', clock, clock.sleep);
  const order: string[] = [];
  const jobs = Array.from({ length: 50 }, async () => {
    const leave = await gate.enter('background', 10 * minute);
    order.push('background');
    leave();
  });
  await new Promise((resolve) => setImmediate(resolve));
  const atOnce = clock.now();
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const leave = await gate.enter('people', 1000);
      order.push('people');
      leave();
    }),
  );
  expect(clock.now() - atOnce).toBeLessThan(1000);
  expect(order.filter((who) => who === 'background')).toHaveLength(40);
  await Promise.all(jobs);
  expect(order).toHaveLength(60);
});

test('a wait that would be too long is refused at once, with the time when it makes sense', async () => {
  const clock = movableClock();
  const gate = createRateGate('Medium', clock, clock.sleep);
  gate.hold(45_000);
  const asked = clock.now();
  const refusal = await gate.enter('people', 20_000).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Outage);
  expect(refusal).toMatchObject({ status: 429, retryAt: asked + 45_000, uncertain: false });
  expect(clock.now()).toBe(asked);
});

test('a clock that is set back does not lock the gate for longer than the penalty', async () => {
  const clock = movableClock();
  const gate = createRateGate('Medium', clock, clock.sleep);
  gate.hold(30_000);
  clock.advance(-5 * 3_600_000);
  const before = clock.now();
  (await gate.enter('people', minute))();
  expect(clock.now() - before).toBeLessThanOrEqual(31_000);
});

test('groups are apart, but a limit of the whole account holds them all', async () => {
  const clock = movableClock();
  const gates = createRateGates(clock, clock.sleep);
  gates.gate('Heavy').hold(minute);
  const before = clock.now();
  (await gates.gate('Light').enter('people', 1000))();
  expect(clock.now()).toBe(before);
  gates.holdAll(30_000);
  await expect(gates.gate('Medium').enter('people', 1000)).rejects.toBeInstanceOf(Outage);
});
