/** `status` in chat: what an asker reads of the bot's health. */
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/adapters/http/metrics.js';
import type { Ask } from '../../src/bot/command/ask.js';
import type { StatusReport, World } from '../../src/bot/command/world.js';
import { status } from '../../src/commands/status.js';

const now = Date.parse('2026-11-03T09:00:00Z');
const said = async (report: Partial<StatusReport> = {}) => {
  const whole = {
    connection: { kind: 'operator' },
    peopleAt: now,
    calls: { through: now, coveredFrom: 0 },
    bot: 'active',
    reader: 'active',
    missing: [],
    refusedEvents: 0,
  };
  const ask = { now, locale: { zone: 'UTC', language: 'en-US', hour12: false } } as unknown as Ask;
  const { lines } = await status.run(ask, { status: async () => ({ ...whole, ...report }) } as unknown as World);
  return lines;
};

test('all is well', async () => {
  expect((await said())[0]).toBe('All is well.');
  expect(await said()).toContain('* Events refused since I started: 0');
});

test('it counts every request to the webhook that was refused, whatever the reason', async () => {
  const metrics = createMetrics();
  for (const reason of ['verification token', 'verification token', 'size']) metrics.webhookRefused(reason);
  expect(await said({ refusedEvents: metrics.refusedEvents() })).toContain('* Events refused since I started: 3');
});

test('what is missing is said first', async () => {
  expect((await said({ missing: ['RINGCENTRAL_JWT'] }))[0]).toBe('Something needs attention.');
});

test('figures that are being counted anew, and a past that is being read, are told with how far that is', async () => {
  const day = 86_400_000;
  const calls = { through: now, coveredFrom: now - 41 * day, target: now - 100 * day, startedAt: now };
  const lines = await said({ recounting: 37, calls });
  expect(lines[0]).toBe('All is well.');
  expect(lines).toContain('* Calls: as of 09:00, known from Wed 23 Sep 09:00 on (41 % read)');
  expect(lines).toContain('* Recounting by changed rules, 37 % done: until then some calls are counted by the former ones.');
});

test('where calls are read person by person, it says so', async () => {
  expect((await said({ calls: { through: now, coveredFrom: 0, way: 'people' } })).join('\n')).toContain('person by person only');
});
