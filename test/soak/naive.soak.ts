/** The bot everybody would write first, sent through smaller soaks side by side with Switchboard: what each of them lost and doubled. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '../sandbox/random.js';
import type { Fault } from '../sandbox/server/faults.js';
import type { SandboxOptions } from '../sandbox/server/sandbox.js';
import { type Contestant, enter, type Figures, kinds } from './contestant.js';

const minute = 60_000;
const rows: string[] = [];

/** Both bots at the same time, in worlds of their own that begin alike. */
async function both(
  what: string,
  options: Partial<SandboxOptions> & { realLimits?: boolean },
  through: (bot: Contestant) => Promise<void>,
): Promise<{ readonly ours: Figures; readonly naive: Figures }> {
  const [ours, naive] = await Promise.all(
    kinds.map(async (kind) => {
      const bot = await enter(kind, options);
      try {
        await through(bot);
        return bot.figures();
      } finally {
        await bot.end();
      }
    }),
  );
  if (!ours || !naive) throw new Error('one of them did not run');
  rows.push(row(what, 'Switchboard', ours), row('', 'naive', naive));
  return { ours, naive };
}

const row = (what: string, kind: string, figures: Figures) => {
  const { asked, acknowledged, answered, excused, lost, doubled, insidePenalty, lastAnswerAfter: last } = figures;
  const after = Number.isNaN(last) ? 'none' : `${last.toFixed(1)} s`;
  return `| ${[what, kind, asked, acknowledged, answered, excused, lost, doubled, insidePenalty, after].join(' | ')} |`;
};

/** Why the naive bot is not sent through the others. */
const left = [
  'storms: the naive bot does not outlive the first, since nothing of it looks after its subscription (see "the bot away")',
  'bodies: its route takes what anybody sends, shown one by one in test/weaknesses',
  'digests, a locked database, a full disk: it has no digests, and keeps nothing but its token',
];

afterAll(() => {
  const head =
    '| soak | bot | asked | acknowledged | answered | excused | lost | doubled | inside a penalty | last answer after, on the clock |';
  console.log(['', head, `|${' --- |'.repeat(10)}`, ...rows, ...left.map((why) => `not run: ${why}`)].join('\n'));
});

const kept = { lost: 0, doubled: 0, insidePenalty: 0 };

test('twenty deaths under a stream of questions', async () => {
  const { ours, naive } = await both('20 × `kill -9`', {}, async (bot) => {
    const random = seeded('deaths', 1);
    for (let death = 0; death < 20; death += 1) {
      const milliseconds = random.whole(20, 600);
      const moments = Array.from({ length: random.whole(4, 10) }, () => random.whole(0, milliseconds)).sort((a, b) => a - b);
      for (const [index, moment] of moments.entries()) {
        await pause(moment - (moments[index - 1] ?? 0));
        bot.ask(random.pick(bot.rooms));
      }
      await bot.kill();
      bot.forgiveFailures();
      await bot.clock.move(random.whole(15_000, 20_000));
      await bot.start();
    }
    await bot.clock.move(minute + 1_000);
    await bot.rest(10_000, 16_000);
  });
  expect(ours).toMatchObject(kept);
  expect(naive.lost).toBeGreaterThan(0);
});

/** How often in a hundred posts, and what then happens. */
const mishaps: readonly (readonly [share: number, fault: Omit<Fault, 'operation' | 'times'>])[] = [
  [8, { status: 502, after: true }],
  [8, { truncate: true }],
  [8, { status: 503 }],
  [6, { reset: true }],
];

test.each([
  ['posts that fail', false],
  ['posts that fail, failed deliveries repeated', true],
])('%s', async (what, redeliver) => {
  const { ours, naive } = await both(what, { redeliver }, async (bot) => {
    const random = seeded('mishaps', 1);
    for (let post = 0; post < 100; post += 1) {
      let at = random.next() * 100;
      const mishap = mishaps.find(([share]) => {
        at -= share;
        return at < 0;
      });
      bot.sandbox.faults.add({ operation: 'createGlipPostNew', ...(mishap ? mishap[1] : { delayMs: 0 }) });
    }
    for (let round = 0; round < 10; round += 1) {
      for (const room of bot.rooms) bot.ask(room);
      await pause(700);
    }
    await bot.rest(7_000, 16_000);
  });
  expect(ours).toMatchObject({ ...kept, answered: 100 });
  expect(redeliver ? naive.doubled : naive.lost).toBeGreaterThan(0);
});

test('each event delivered twice', async () => {
  const { ours, naive } = await both('events delivered twice', {}, async (bot) => {
    bot.sandbox.faults.deliveries.copies = 2;
    for (const room of bot.rooms) bot.ask(room);
    await bot.rest(8_000, 2_000);
  });
  expect(ours).toMatchObject({ ...kept, answered: 10 });
  expect(naive.doubled).toBeGreaterThan(5);
});

test('sixty commands in a minute', async () => {
  const { ours, naive } = await both('60 commands in a minute, real limits', { realLimits: true }, async (bot) => {
    const random = seeded('minute', 1);
    // What starting and greeting cost is forgotten by then.
    await bot.clock.move(2 * minute);
    const start = bot.clock.now();
    const moments = Array.from({ length: 60 }, () => random.whole(0, minute)).sort((a, b) => a - b);
    for (const moment of moments) {
      await pause(Math.max(0, start + moment - bot.clock.now()));
      bot.ask();
    }
    // Real time: a moved clock would end the penalties it is about.
    await bot.rest(15_000);
  });
  expect(ours).toMatchObject({ ...kept, answered: 60 });
  expect(ours.lastAnswerAfter).toBeLessThan(100);
  expect(naive.lost).toBeGreaterThan(0);
  expect(naive.insidePenalty).toBeGreaterThan(0);
});

test('the bot away for ten minutes', async () => {
  const { ours, naive } = await both('10 minutes away, then 10 more questions', {}, async (bot) => {
    await bot.kill();
    for (const wait of [30_000, 2 * minute, 3 * minute, 3 * minute, 90_000]) {
      await bot.clock.move(wait);
      for (const room of bot.rooms) bot.ask(room);
      await bot.sandbox.settled();
    }
    await bot.start();
    await bot.clock.move(minute + 1_000);
    await bot.rest(10_000, 16_000);
    for (const room of bot.rooms) bot.ask(room);
    await bot.rest(10_000, 16_000);
  });
  expect(ours).toMatchObject({ ...kept, asked: 60 });
  expect(naive.lost).toBeGreaterThan(40);
});
