/** A year of digests on a moved clock, over the nights in which clocks change and over deaths: one post per due time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/adapters/store/open.js';
import { createInboxWorker } from '../../src/bot/inbox.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, chatId, personId, postId } from '../../src/core/model.js';
import { nextTimes } from '../../src/core/schedule.js';
import { sendDigests } from '../../src/jobs/sendDigests.js';
import type { Messenger } from '../../src/ports.js';
import { seeded } from '../sandbox/random.js';
import { dueTimes, lines } from './due.js';

const zones = ['America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC'];
const minute = 60_000;
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2027, 0, 1);
const account = accountId('1');
const self = personId('42');
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const metrics = { webhookRefused() {}, delivered() {}, commandRun() {}, platformRequest() {}, postFailed() {} };

/** Where the process dies next, if it does. */
type Death = 'before moving on' | 'before the post' | 'after the post' | undefined;

test('one post per due time', async () => {
  const random = seeded('digests', 1);
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-digests-'));
  let now = from;
  let death: Death;
  let died = false;
  const clock = { now: () => now };
  const posts: { readonly id: string; readonly chat: string; readonly text: string; readonly at: number }[] = [];
  const open = () => openStore({ databaseUrl: `sqlite:${join(folder, 'switchboard.db')}`, clock, log: silent });

  const messenger = {
    self,
    async post(chat, text, how) {
      await how?.beforeSending?.();
      if (death === 'before the post') return die();
      posts.push({ id: `p${posts.length}`, chat, text, at: now });
      if (death === 'after the post') return die();
      return postId(`p${posts.length - 1}`);
    },
    async recentPosts(chat) {
      const own = posts.filter((post) => post.chat === chat).slice(-30);
      return own.reverse().map(({ id, at, text }) => ({
        post: { id, chat, creator: self, text, mentions: [], createdAt: at },
        type: 'TextMessage',
      }));
    },
  } as Pick<Messenger, 'self' | 'post' | 'recentPosts'> as Messenger;
  const die = (): never => {
    died = true;
    throw new Outage('died', { uncertain: true });
  };

  const workerOf = ({ inbox }: Awaited<ReturnType<typeof open>>) =>
    createInboxWorker({
      holds: () => true,
      inbox,
      clock,
      log: silent,
      metrics,
      messengerFor: () => messenger,
      apologyFor: async () => [],
      reference: () => 'r',
      stepsFor: async ({ chat }, { digest }) => [{ chat, text: `${digest?.id} ${digest?.due}` }],
    });
  let store = await open();
  let worker = workerOf(store);

  const digests = zones.flatMap((zone) => lines.map((line) => ({ zone, line })));
  for (const [index, { zone, line }] of digests.entries()) {
    const [nextAt = 0] = nextTimes(line, zone, from, 1);
    await store.account(account).digests.add({
      chat: chatId(`chat ${index % 7}`),
      owner: personId('7'),
      cron: line.cron,
      schedule: line.cron,
      zone,
      say: 'calls yesterday',
      paused: false,
      nextAt,
      source: 'chat',
    });
  }

  const beat = async () => {
    const kept = store.account(account).digests;
    const dying = {
      ...kept,
      change: async (...change: Parameters<typeof kept.change>) => {
        if (death === 'before moving on') die();
        await kept.change(...change);
      },
    };
    await sendDigests({ account, bot: self, digests: dying, inbox: store.inbox, clock, log: silent }).catch((fault: unknown) => {
      if (!died) throw fault;
    });
    if (died) return;
    await worker.wake();
    await worker.drain();
  };

  let deaths = 0;
  const ticks: number[] = [from];
  while (now < to + 30 * minute) {
    // Now and then the bot is away for hours.
    now += random.chance(0.004) ? random.whole(60, 300) * minute : random.whole(5, 55) * minute;
    ticks.push(now);
    death = random.chance(0.1) ? random.pick<Death>(['before moving on', 'before the post', 'after the post']) : undefined;
    await beat();
    if (died || random.chance(0.002)) {
      deaths += 1;
      [died, death] = [false, undefined];
      await worker.drain();
      await store.close();
      store = await open();
      worker = workerOf(store);
    }
  }
  await store.close();
  await rm(folder, { recursive: true, force: true });

  const told = posts.map(({ text }) => text);
  console.log(
    `${digests.length} digests in ${zones.length} zones: ${told.length} posts, ${ticks.length} beats, ${deaths} deaths`,
  );
  for (const [index, { zone, line }] of digests.entries()) {
    const mine = told.filter((text) => text.startsWith(`${index + 1} `)).map((text) => Number(text.split(' ')[1]));
    const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString());
    const within = [...mine].sort((a, b) => a - b).filter((due) => due <= to);
    expect({ zone, cron: line.cron, due: iso(within) }).toEqual({
      zone,
      cron: line.cron,
      due: iso(dueTimes(line, zone, from, to)),
    });
  }
  expect(deaths).toBeGreaterThan(100);
});
