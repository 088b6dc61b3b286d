/** Two companies with the same ids on one bot: each installs, connects, asks, is disconnected and goes, and nothing crosses. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanySandbox } from '../sandbox/server/sandbox.js';
import { truthOf } from '../sandbox/truth.js';
import { count } from './stored.js';
import { startTwins, type Twins } from './twins.js';

const minute = 60_000;
const day = 24 * 60 * minute;
let twins: Twins;
let companies: Twins['companies'];
const holderOf = (of: CompanySandbox) => twins.holderOf(of);
const aliceOf = (of: CompanySandbox) => twins.aliceOf(of);
const ask = (of: CompanySandbox, person: string, text: string) => twins.ask(of, person, text);
const rows = (table: string, where?: string, ...values: readonly unknown[]) => count(twins.databaseFile, table, where, ...values);

beforeAll(async () => {
  twins = await startTwins();
  companies = twins.companies;
}, 90_000);
afterAll(() => twins.end());

test('before anybody connected, questions are told what to do, and only the company’s own get a link', async () => {
  const [first] = companies;
  expect(await ask(first, aliceOf(first), 'calls')).toContain('Nobody has connected');
  expect(await ask(first, aliceOf(first), 'status')).toContain('Something needs attention');
  expect(twins.linkIn(await ask(first, aliceOf(first), 'connect'))).toContain('/connect?link=');
});

test('a stolen link, somebody without the permission, and a replay gain nothing', async () => {
  const [first] = companies;
  const post = await ask(first, aliceOf(first), 'connect');
  const stolen = await twins.pageOf(await twins.follow(first, post, holderOf(first)));
  expect([stolen.status, stolen.text]).toEqual([403, expect.stringContaining('somebody else')]);
  const own = await ask(first, aliceOf(first), 'connect');
  for (let looks = 0; looks < 3; looks += 1) expect((await twins.pageOf(twins.linkIn(own))).status).toBe(200);
  const back = await twins.follow(first, own, aliceOf(first));
  expect((await twins.pageOf(back)).text).toContain('FullCompanyCallLog');
  expect((await twins.pageOf(back)).text).toContain('used already');
  expect((await twins.pageOf(twins.linkIn(own))).text).toContain('used already');
  expect((await twins.pageOf(back.replace(/state=./, 'state=A'))).status).toBe(403);
  expect(await rows('connections')).toBe(0);
});

test('each connects, and asks about its own', async () => {
  for (const of of companies) await twins.connect(of);
  expect(await rows('connections')).toBe(2);
});

test('asked in any order, each company is told its own truth', async () => {
  await twins.covered();
  // Midnight in Berlin, where the holder reads time.
  const from = Date.UTC(2025, 8, 6, 22);
  const asked = companies.flatMap((of) => {
    const truths = of.stories
      .flatMap((story) => truthOf(of.company, story))
      .filter(({ startedAt, outsideTotals }) => !outsideTotals && startedAt >= from && startedAt < from + 7 * day);
    return of.company.extensions
      .filter(({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted)
      .slice(0, 25)
      .map(({ id }) => ({
        of,
        id,
        missed: truths.filter(({ extensionId, part }) => extensionId === id && part === 'missed').length,
      }));
  });
  const shuffled = asked.map((each, place) => ({ each, order: (place * 7919) % 101 })).sort((a, b) => a.order - b.order);
  const told: unknown[] = [];
  const known: unknown[] = [];
  for (const { each } of shuffled) {
    const answer = await ask(each.of, holderOf(each.of), `calls missed ![:Person](${each.id}) 7 Sep 2025 to 13 Sep 2025`);
    const [word = answer] = answer.split(' ');
    told.push([each.of.company.id, each.id, word === 'No' ? 0 : Number(word)]);
    known.push([each.of.company.id, each.id, each.missed]);
  }
  expect(told).toEqual(known);
  const of = (company: number) => asked.filter((each) => each.of === companies[company]).map(({ missed }) => missed);
  expect(of(0)).not.toEqual(of(1));
}, 120_000);

test('killed in the middle of a refresh, it reads on by the same consents', async () => {
  const refreshes = () => twins.sandbox.requests.filter(({ operationId }) => operationId === 'getToken').length;
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const before = refreshes();
    await twins.clock.move(59 * minute);
    await twins.bot().waitUntil('a refresh begins', () => refreshes() > before);
    await twins.restart();
    // The platform gives the same pair again for an hour, so it must not be away for longer.
    await twins.clock.move(5 * minute);
    const renewed = async () => (await rows('connections', 'refreshed_at > ?', twins.clock.now() - 10 * minute)) === 2;
    await twins.bot().waitUntil('both tokens are renewed', renewed);
    for (const of of companies) expect(await ask(of, holderOf(of), 'status')).toContain('All is well');
  }
  expect(await rows('connections', 'lost_at IS NULL')).toBe(2);
}, 120_000);

test('a revoked consent is told once, however long it stays so, and status tells it', async () => {
  const [first, second] = companies;
  const chat = twins.direct(first, holderOf(first));
  const told = () => first.posts(chat.id).filter(({ text }) => text?.includes('taken back the consent')).length;
  first.revokeConsent(holderOf(first));
  await twins.clock.move(2 * minute);
  expect((await twins.ears.next(chat.id, first.company.id)).text).toContain('taken back the consent');
  for (const pass of [5 * minute, 2 * 60 * minute, 3 * day, 6 * day]) {
    await twins.clock.move(pass);
    await twins.restart();
    await twins.clock.move(2 * minute);
    // A consent that is not renewed for a week ends: the other company's must have been, before the next days pass.
    const renewed = async () =>
      (await rows('connections', 'lost_at IS NULL AND refreshed_at > ?', twins.clock.now() - 70 * minute)) === 1;
    await twins.bot().waitUntil('the other consent is renewed', renewed);
    expect(await ask(first, holderOf(first), 'status')).toContain('is gone since');
    expect(await ask(first, aliceOf(first), 'calls')).toContain('calls');
  }
  expect(told()).toBe(1);
  expect(((await (await fetch(`${twins.bot().url}/readyz`)).json()) as { reasons: string[] }).reasons.join()).toContain(
    'consent',
  );
  const again = await twins.pageOf(await twins.follow(first, await ask(first, holderOf(first), 'connect'), holderOf(first)));
  expect(again.text).toContain('is connected');
  expect(await ask(second, holderOf(second), 'status')).toContain('All is well');
  expect(told()).toBe(1);
}, 120_000);

test('disconnected, its people and calls are gone, and the other’s stand', async () => {
  const [first, second] = companies;
  expect(await ask(first, holderOf(first), 'disconnect')).toContain('disconnect yes');
  expect(await ask(first, holderOf(first), 'disconnect yes')).toContain('Disconnected');
  for (const table of ['calls', 'participations', 'extensions', 'connections']) {
    expect([table, await rows(table, 'account = ?', first.company.id)]).toEqual([table, 0]);
    expect(await rows(table, 'account = ?', second.company.id)).toBeGreaterThan(0);
  }
});

test('uninstalled, nothing is left of a company, and status proves it', async () => {
  const [first, second] = companies;
  first.uninstall();
  await twins.bot().waitUntil('it is gone', async () => (await rows('bots', 'account = ?', first.company.id)) === 0);
  await twins.clock.move(3 * minute);
  expect(twins.rowsOf(first)).toContain('nothing is left');
  expect(twins.rowsOf(second)).toContain('participations');
  expect(twins.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(twins.sandbox.violations).toEqual([]);
});
