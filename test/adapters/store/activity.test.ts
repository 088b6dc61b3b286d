/** Counts of posts on both engines: each post once, whatever is told how often, in which order, and wherever a process dies. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/adapters/store/open.js';
import { quarterOf, type WrittenPost } from '../../../src/core/activity.js';
import { quarterHour } from '../../../src/core/calendar.js';
import { chatId, type Instant, personId, postId } from '../../../src/core/model.js';
import type { ActivityStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account } from './sample.js';

const day = 86_400_000;
const noon = Date.UTC(2026, 2, 2, 12);
const since = noon - 30 * day;
const sales = chatId('sales');
const [ann, ben] = [personId('1'), personId('2')];
const written = (id: string, creator = ann, createdAt: Instant = noon, chat = sales): WrittenPost => ({
  id: postId(id),
  chat,
  creator,
  createdAt,
});
const always = { from: 0, to: noon + 999 * day };

afterAll(stopEngines);

describe.each(engines)('post counts on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  let activity: ActivityStore;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
    ({ activity } = store.account(account));
  });
  afterEach(() => db.close());

  const turnedOn = () => activity.turnOn(sales, ann, noon, since);
  const counted = async (chat = sales, span = always) =>
    (await activity.counts([chat], [ann, ben], span)).map(({ person, from, posts }) => [person, from, posts]);
  const room = async () => (await activity.room(sales)) ?? expect.fail('the room is not counted');
  const reading = (newest: Instant | null, doubts = 1) => ({ startedAt: noon, doubts, newest });

  it('counts each post once, also one that comes again, by another process too', async () => {
    await turnedOn();
    expect(await activity.count([written('a'), written('b', ben), written('a')])).toBe(2);
    const again = (await db.open()).account(account).activity;
    expect(await Promise.all([activity, again].map((each) => each.count([written('a'), written('c')])))).toContain(0);
    expect(await counted()).toEqual([
      [ann, noon, 2],
      [ben, noon, 1],
    ]);
  });

  it('does not count what is told of a room that is not counted, or is not any more', async () => {
    await turnedOn();
    await activity.count([written('a'), written('x', ann, noon, chatId('other'))]);
    expect(await counted(chatId('other'))).toEqual([]);
    const before = await room();
    expect(await activity.turnOff(sales)).toBe(true);
    expect(await activity.turnOff(sales)).toBe(false);
    await activity.count([written('b')]);
    await activity.countPage(before, [written('c')], { knownFrom: since, reading: reading(noon) });
    expect(await counted()).toEqual([]);
    await activity.turnOn(sales, ann, noon + 1, since);
    // A reading of before it was turned off tells nothing of how far the new one has come.
    await activity.countPage(before, [written('c')], { knownFrom: since, reading: reading(noon) });
    expect(await room()).toMatchObject({ isRead: false, knownFrom: null, through: null });
  });

  it('stays as it is where it is turned on again', async () => {
    await turnedOn();
    await activity.count([written('a')]);
    expect(await activity.turnOn(sales, ben, noon + day, noon)).toMatchObject({ turnedOnAt: noon, since });
    expect(await counted()).toEqual([[ann, noon, 1]]);
  });

  it('takes up a reading where it was left, and knows how far the past is known', async () => {
    await turnedOn();
    await activity.countPage(await room(), [written('b'), written('a', ann, noon - day)], {
      knownFrom: noon - day,
      reading: reading(noon),
      next: 'page 2',
    });
    expect(await room()).toMatchObject({
      isRead: false,
      knownFrom: noon - day,
      doubts: 1,
      doubtsRead: 0,
      reading: { pageToken: 'page 2', newest: noon },
    });
    await activity.restart(sales);
    expect(await room()).not.toHaveProperty('reading');
    // From the start again, after a token that was no longer good.
    await activity.countPage(await room(), [written('b'), written('a', ann, noon - day), written('z', ben, since)], {
      knownFrom: since,
      reading: reading(noon),
    });
    expect(await room()).toMatchObject({
      isRead: true,
      knownFrom: since,
      doubts: 1,
      doubtsRead: 1,
      through: noon,
      checkedAt: noon,
    });
    expect(await counted()).toHaveLength(3);
  });

  it('keeps no id longer than its time may be told again, and counts nothing of a settled time twice', async () => {
    await turnedOn();
    const old = written('old', ann, noon - 2 * day);
    await activity.countPage(await room(), [written('new'), old], { knownFrom: since, reading: reading(noon) });
    const engine = await db.engine();
    expect(await engine.query('SELECT post FROM counted_posts')).toEqual([{ post: 'new' }]);
    expect(await activity.count([old, written('new'), written('late', ben, noon - day + 1)])).toBe(1);
    expect((await room()).settled).toBe(noon - day);
    expect(await counted()).toEqual([
      [ann, noon - 2 * day, 1],
      [ann, noon, 1],
      [ben, quarterOf(noon - day + 1), 1],
    ]);
  });

  it('is in doubt until a reading that began after it has ended', async () => {
    await turnedOn();
    const begun = await room();
    await activity.doubt();
    await activity.countPage(begun, [written('a')], { knownFrom: since, reading: reading(noon, begun.doubts) });
    expect(await room()).toMatchObject({ doubts: 2, doubtsRead: 1 });
    await activity.passOver(await room(), noon + 5);
    expect(await room()).toMatchObject({ doubts: 2, doubtsRead: 2, checkedAt: noon + 5 });
  });

  it('forgets what is older than calls are kept', async () => {
    await turnedOn();
    await activity.count([written('a', ann, noon - 9 * day), written('b', ann, noon)]);
    await activity.prune(noon - day);
    expect(await counted()).toEqual([[ann, noon, 1]]);
  });

  it('gives whole quarters of an hour', async () => {
    await turnedOn();
    await activity.count([
      written('a', ann, noon - 1),
      written('b', ann, noon + quarterHour - 1),
      written('c', ann, noon + quarterHour),
    ]);
    expect(await counted(sales, { from: noon + 60_000, to: noon + quarterHour })).toEqual([[ann, noon, 1]]);
  });

  it('comes to the same counts in whatever order, however often, and with a reading at any moment', async () => {
    const posts = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 99 }).map(String),
        who: fc.constantFrom(ann, ben),
        at: fc.integer({ min: noon - 3 * day, max: noon }),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(posts, fc.infiniteStream(fc.nat()), async (all, numbers) => {
        const nat = (below: number) => (numbers.next().value ?? 0) % below;
        await activity.turnOff(sales);
        await turnedOn();
        const told = all.map(({ id, who, at }) => written(id, who, at)).sort((a, b) => b.createdAt - a.createdAt);
        const newest = told[0]?.createdAt ?? noon;
        for (let step = 0; step < 6; step++) {
          // Some events, some of them again, in no order; or a reading, whole or cut short by a death.
          const some = told.filter(() => nat(2) === 0).sort(() => nat(3) - 1);
          if (nat(3) > 0) await activity.count([...some, ...some.slice(0, nat(4))]);
          else await readPages(told.slice(0, 1 + nat(told.length)), nat(2) === 0);
        }
        await readPages(told, true);
        const expected = new Map<string, number>();
        for (const { creator, createdAt } of told)
          expected.set(`${creator} ${quarterOf(createdAt)}`, (expected.get(`${creator} ${quarterOf(createdAt)}`) ?? 0) + 1);
        expect(new Map((await counted()).map(([person, from, n]) => [`${person} ${from}`, n]))).toEqual(expected);

        async function readPages(some: readonly WrittenPost[], toTheEnd: boolean): Promise<void> {
          const known = Math.min(...some.map(({ createdAt }) => createdAt));
          const whole = toTheEnd && some.length === told.length;
          const progress = { knownFrom: known, reading: reading(newest), ...(!whole && { next: 'p' }) };
          await activity.countPage(await room(), some, progress);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
