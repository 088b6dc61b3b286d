/** Posts are read page by page, newest first, once: over deaths, tokens that are no longer good, and chats that cannot be read. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/adapters/store/open.js';
import { Outage } from '../../src/core/errors.js';
import { chatId, type Instant, personId } from '../../src/core/model.js';
import { countPosts } from '../../src/jobs/countPosts.js';
import type { AccountStore, Messenger } from '../../src/ports.js';
import { type Database, engines, stopEngines } from '../adapters/store/engines.js';
import { account, ext } from '../adapters/store/sample.js';

const noon = Date.UTC(2026, 2, 2, 12);
const minute = 60_000;
const day = 1440 * minute;
const sales = chatId('sales');
const ann = personId('1');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const perPage = 10;

let db: Database;
let store: Store;
let own: AccountStore;
/** Oldest first. */
let posts: { id: string; at: Instant; type?: string; by?: string }[];
let asked: (string | undefined)[];
let fault: ((token: string | undefined) => Outage | undefined) | undefined;
let now = noon;

beforeEach(async () => {
  db = await (engines[0] as (typeof engines)[number]).database();
  store = await db.open();
  own = store.account(account);
  now = noon;
  posts = [];
  asked = [];
  fault = undefined;
  const person = { id: ext(1), kind: 'person', type: 'User', status: 'Enabled', name: 'Ann', numbers: [] } as const;
  await own.directory.replace({ extensions: [person], members: new Map() }, noon);
  await own.chats.savePersons([{ id: ann, name: 'Ann', companyId: account, readAt: noon }]);
  await own.activity.turnOn(sales, ann, noon, noon - 30 * day);
});
afterEach(() => db.close());
afterAll(stopEngines);

const messenger = {
  self: personId('42'),
  persons: async () => [],
  async postsPage(chat: typeof sales, token?: string) {
    asked.push(token);
    const broken = fault?.(token);
    if (broken) throw broken;
    const start = token === undefined ? posts.length : Number(token);
    const page = posts.slice(Math.max(0, start - perPage), start).reverse();
    return {
      posts: page.map(({ id, at, type = 'TextMessage', by = ann }) => ({
        type,
        post: { id, chat, creator: personId(by), text: 'words', mentions: [], createdAt: at },
      })),
      ...(start > perPage && { next: `${start - perPage}` }),
    };
  },
} as unknown as Messenger;

const run = (started = false) => countPosts({ messenger, store: own, started, clock: { now: () => now }, log: quiet });
const write = (count: number, from: Instant, apart: number) => {
  const first = posts.length;
  for (let n = 0; n < count; n += 1) posts.push({ id: `p${first + n}`, at: from + n * apart });
};
const total = async () =>
  (await own.activity.counts([sales], [ann], { from: 0, to: now + day })).reduce((sum, { posts: n }) => sum + n, 0);

test('the past is read back to its limit, and nothing but people’s posts counts', async () => {
  write(5, noon - 40 * day, minute);
  write(24, noon - 20 * day, day / 2);
  posts.push({ id: 'joined', at: noon - 3, type: 'PersonsAdded' }, { id: 'own', at: noon - 2, by: '42' });
  posts.push({ id: 'guest', at: noon - 1, by: 'glip-1' });
  expect(await run()).toBe(false);
  expect(await total()).toBe(24);
  expect(await own.activity.room(sales)).toMatchObject({ isRead: true, through: noon - 1, doubtsRead: 1 });
  // Nothing is due: nothing is asked.
  const before = asked.length;
  await run();
  expect(asked.length).toBe(before);
});

test('a death goes on with its page; a token that is no longer good, from the start; both count nothing twice', async () => {
  write(48, noon - 10 * day, day / 8);
  fault = (token) => (token === '28' ? new Outage('no answer', { status: 0 }) : undefined);
  await expect(run()).rejects.toThrow('no answer');
  expect(await total()).toBe(20);
  fault = undefined;
  asked = [];
  fault = (token) => (token === '28' && asked.length === 1 ? new Outage('bad token', { status: 400 }) : undefined);
  await run();
  expect(asked.slice(0, 2)).toEqual(['28', undefined]);
  expect(await total()).toBe(48);
});

test('after an outage, only what is newer is read', async () => {
  write(100, noon - 10 * day, day / 10);
  await run();
  now = noon + 2 * day;
  write(15, noon + day, minute);
  asked = [];
  await run(true);
  expect(asked).toEqual([undefined, '105']);
  expect(await total()).toBe(115);
});

test('a room is looked at every hour, and one that cannot be read not at once again', async () => {
  await run();
  fault = () => new Outage('gone', { status: 404 });
  now += 61 * minute;
  asked = [];
  expect(await run()).toBe(false);
  expect(await run()).toBe(false);
  expect(asked).toEqual([undefined]);
  fault = undefined;
  write(3, now - minute, 1);
  now += 61 * minute;
  await run();
  expect(await total()).toBe(3);
});

test('one run takes so many pages, and says that more is waiting', async () => {
  write(250, noon - 25 * day, day / 11);
  expect(await run()).toBe(true);
  expect(asked).toHaveLength(20);
  expect(await own.activity.room(sales)).toMatchObject({ isRead: false, knownFrom: posts[50]?.at });
  expect(await run()).toBe(false);
  expect(await total()).toBe(250);
});
