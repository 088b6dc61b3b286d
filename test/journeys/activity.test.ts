/** Calls and posts side by side: what was really written, whatever died meanwhile, is what is counted; and never a word of it. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { writePast } from '../sandbox/server/past-posts.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const quarter = 15 * minute;

let journey: Journey;
let team: Chat;
/** Posts that were deleted after they were counted; they stay so. */
const deleted: { creatorId: string; creationTime: string }[] = [];
let since = 0;

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 3 } });
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'grace']);
  const { alice, bob, carol, dan, guest, external } = journey.ids;
  writePast(journey.sandbox.world, journey.sandbox.account, team, {
    people: [alice, alice, bob, carol, dan, guest, external, journey.botId],
    days: 40,
    perDay: 25,
  });
  await journey.covered();
}, 120_000);
afterAll(() => journey.end());

/** What people of the company really wrote, by person and quarter of an hour. */
function truth(): ReadonlyMap<string, number> {
  const colleagues = new Set(journey.sandbox.company.extensions.filter(({ type }) => type === 'User').map(({ id }) => id));
  const counts = new Map<string, number>();
  const posts = journey.sandbox.posts(team.id).filter(({ type }) => type === 'TextMessage');
  for (const { creatorId, creationTime } of [...posts, ...deleted]) {
    const at = Date.parse(creationTime);
    if (!colleagues.has(creatorId) || at < since) continue;
    const key = `${creatorId} ${Math.floor(at / quarter) * quarter}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function counted(): Promise<ReadonlyMap<string, number>> {
  const rows = await stored(journey.databaseFile, 'SELECT person, quarter, posts FROM post_counts WHERE chat = ?', team.id);
  return new Map(rows.map(({ person, quarter: from, posts }) => [`${person} ${from}`, Number(posts)]));
}

/** Within half a minute of the platform's time, nothing differs. */
async function agrees(): Promise<void> {
  const same = async () => {
    const [really, found] = [truth(), await counted()];
    return really.size === found.size && [...really].every(([key, n]) => found.get(key) === n);
  };
  for (let beat = 0; beat < 15 && !(await same()); beat += 1) {
    await journey.clock.move(30_000);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  expect(await counted()).toEqual(truth());
}

const write = (who: 'alice' | 'bob' | 'carol', text: string) => journey.sandbox.post(journey.ids[who], team.id, text);

test('where nothing is counted, calls are told and how to turn it on; who may not is refused', async () => {
  const answer = await journey.ask('alice', team, 'activity yesterday');
  expect(answer).toMatch(/^\d+ calls? · |^No calls · /);
  expect(answer).toContain('Posts are not counted in this chat. **activity on** turns it on.');
  expect(await journey.ask('alice', team, 'activity on')).toContain('needs the FullCompanyCallLog permission');
  expect(await journey.ask('grace', journey.direct('grace'), 'activity on')).toContain('Posts are counted in a team');
  expect(await journey.ask('grace', team, 'digest daily at 9:00 activity on')).toContain('not a question');
  expect(await journey.ask('grace', team, 'activity off')).toBe('Posts are not counted in this chat.');
});

test('turned on, thirty days are read back, and counted as they were written', async () => {
  const answer = await journey.ask('grace', team, 'activity on');
  expect(answer).toContain('Never what they say: no text is kept.');
  const [room] = await stored(journey.databaseFile, 'SELECT since FROM counted_rooms');
  since = Number(room?.since);
  expect(Math.abs(journey.clock.now() - 30 * day - since)).toBeLessThan(minute);
  await agrees();
  expect([...truth().values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(400);
});

test('what is written is counted within seconds; edited once, deleted all the same, and by people alone', async () => {
  const first = write('alice', 'the papers for Rotterdam');
  const second = write('bob', 'thanks, I have them here');
  for (let n = 0; n < 20; n += 1) write('carol', `pallet ${n} of twenty is on its way`);
  await journey.sandbox.settled();
  journey.sandbox.editPost(team.id, first.id, 'the papers for Antwerp');
  await journey.clock.move(6_000);
  await agrees();
  journey.sandbox.deletePost(team.id, second.id);
  deleted.push(second);
  await journey.clock.move(6_000);
  await agrees();
});

test('killed between two flushes, nothing is lost and nothing counted twice', async () => {
  for (let round = 0; round < 3; round += 1) {
    write('alice', `before the death of round ${round}`);
    write('bob', `also before the death ${round}`);
    await journey.sandbox.settled();
    await journey.bot.kill();
    write('carol', `while nobody listened, ${round}`);
    await journey.start();
    write('alice', `after the death, ${round}`);
    await agrees();
  }
}, 180_000);

test('away for two days, what was written meanwhile is made up for', async () => {
  await journey.bot.kill();
  for (let hours = 0; hours < 48; hours += 1) {
    await journey.clock.move(hour);
    write(hours % 2 === 0 ? 'alice' : 'bob', `hour ${hours} of two days without the bot`);
  }
  await journey.start();
  await agrees();
}, 180_000);

test('the answer tells what was written: in the room, day by day, and alone in the chats one shares', async () => {
  const total = (from: number, who: readonly string[]) =>
    [...truth()].reduce((sum, [key, n]) => {
      const [person = '', at] = key.split(' ');
      return who.includes(person) && Number(at) >= Math.floor(from / quarter) * quarter ? sum + n : sum;
    }, 0);
  const { alice, bob } = journey.ids;
  const hours = await journey.ask('alice', team, 'activity @alice @bob last 24 hours');
  // Said in the room, the question itself is a post.
  await agrees();
  const told = await journey.ask('bob', journey.direct('bob'), 'activity @alice last 5 days');
  expect(hours).toMatch(/\d+ posts/);
  expect(told).toContain('Posts in Sales floor.');
  expect(told).toContain(`${total(journey.clock.now() - 5 * day, [alice])} posts`);
  const days = told.split('\n').filter((line) => /^\* (Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(line));
  expect(days.length).toBe(6);
  const perDay = days.map((line) => Number(/(\d+) posts?/.exec(line)?.[1] ?? 0));
  expect(perDay.reduce((sum, n) => sum + n, 0)).toBe(total(journey.clock.now() - 5 * day, [alice]));
  const month = await journey.ask('bob', journey.direct('bob'), 'activity last 28 days');
  expect(month).toContain(`${total(journey.clock.now() - 28 * day, [bob])} posts`);
  expect(month).toMatch(/Busiest day: \w{3} \d+ \w{3}, .*posts/);
});

test('no word of what was written is in the store, and turned off, nothing is left', async () => {
  for (const file of [journey.databaseFile, `${journey.databaseFile}-wal`]) {
    const bytes = await readFile(file, 'latin1');
    for (const text of ['is loaded at', 'papers for', 'on its way', 'while nobody listened', 'without the bot'])
      expect(bytes.includes(text)).toBe(false);
  }
  expect(await journey.ask('grace', team, 'activity off')).toContain('What was counted here is deleted');
  write('alice', 'nobody counts this any more');
  await journey.sandbox.settled();
  await journey.clock.move(10_000);
  for (const table of ['counted_rooms', 'counted_posts', 'post_counts'])
    expect(await stored(journey.databaseFile, `SELECT * FROM ${table}`)).toEqual([]);
});
