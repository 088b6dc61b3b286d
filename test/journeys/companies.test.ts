/** Two companies with the same ids on one bot: each installs, connects, asks, is disconnected and goes, and nothing crosses. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startBot } from '../sandbox/bot.js';
import { type MovableClock, movableClock } from '../sandbox/clock.js';
import type { CompanySandbox, Sandbox } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';
import { truthOf } from '../sandbox/truth.js';
import { type Ears, listen } from './ears.js';
import { count } from './stored.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const minute = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'switchboard-companies-'));
const databaseFile = join(folder, 'switchboard.db');
const built = `${dist}/companies-${process.pid}`;
let clock: MovableClock;
let sandbox: Sandbox;
let bot: Bot;
let ears: Ears;
let companies: readonly CompanySandbox[];
const lines: string[] = [];

const run = (port?: number) =>
  startBot({
    sandbox,
    clock,
    databaseUrl: `sqlite:${databaseFile}`,
    program: `${built}/src/main.js`,
    onLine: (line) => lines.push(line),
    ...(port !== undefined && { port }),
    env: { RINGCENTRAL_JWT: undefined, LOG_LEVEL: 'trace' },
  });
const holderOf = ({ company }: CompanySandbox) => company.extensions.find(({ firstName }) => firstName === 'Grace')?.id ?? '';
const aliceOf = ({ company }: CompanySandbox) => company.extensions[0]?.id ?? '';
const direct = (of: CompanySandbox, person: string) => of.openDirect(person, of.botId() ?? '');
const ask = async (of: CompanySandbox, person: string, text: string) => {
  const chat = direct(of, person);
  of.post(person, chat.id, text);
  return (await ears.next(chat.id, of.company.id)).text ?? '';
};
const linkIn = (text: string) => /\((http[^)]+\/connect\?link=[^)]+)\)/.exec(text)?.[1] ?? '';
const pageOf = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const authorizeIn = (page: string) => (/href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
/** Follows the link of a post as this person would. */
const follow = async (of: CompanySandbox, post: string, person: string) =>
  of.consent(authorizeIn((await pageOf(linkIn(post))).text), person);
const covered = () =>
  bot.waitUntil(
    'past calls are read',
    async () => {
      const { sync } = (await (await fetch(`${bot.url}/readyz`)).json()) as {
        sync: { calls: { through: string | null; backfilling: boolean } };
      };
      return sync.calls.through !== null && !sync.calls.backfilling;
    },
    60_000,
  );
const connect = async (of: CompanySandbox) => {
  const back = await follow(of, await ask(of, holderOf(of), 'connect'), holderOf(of));
  const page = await pageOf(back);
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('is connected')]);
  await bot.waitUntil('calls are read', async () => (await ask(of, holderOf(of), 'status')).includes('All is well'), 60_000);
  return back;
};
const rowsOf = ({ company }: CompanySandbox) => {
  const told = execFileSync(process.execPath, [`${built}/src/main.js`, 'status'], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${databaseFile}` },
  }).toString();
  return told.split('Account ').find((part) => part.startsWith(company.id));
};

beforeAll(async () => {
  cpSync(join(dist, 'src'), join(built, 'src'), { recursive: true });
  writeFileSync(join(built, 'bot.config.js'), 'export default { install: { public: true } };');
  clock = movableClock(Date.UTC(2025, 8, 17, 16));
  sandbox = await startSandbox({ seed: 42, days: 14, companies: [{ seed: 7 }, { twinOf: 0 }], contract: true, now: clock.now });
  for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] as const) sandbox.rates.setLimit(group, 1_000_000);
  ears = listen(sandbox);
  bot = await run();
  companies = [sandbox.inCompany(0), sandbox.inCompany(1)];
  sandbox.registerRedirect('bot-app', `${bot.url}/bot/oauth`);
  sandbox.registerRedirect('reader-app', `${bot.url}/connect/callback`);
  for (const of of companies) {
    const { botId, status } = await of.installPublic(bot.url);
    expect(status).toBe(200);
    ears.hear(botId, of.company.id);
    const listens = () => [...sandbox.world.subscriptions.values()].some(({ accountId }) => accountId === of.company.id);
    await bot.waitUntil('the bot listens', listens);
  }
}, 90_000);
afterAll(async () => {
  await bot.stop();
  ears.close();
  await sandbox.close();
  rmSync(built, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

test('before anybody connected, questions are told what to do, and only the company’s own get a link', async () => {
  const [first] = companies as [CompanySandbox];
  expect(await ask(first, aliceOf(first), 'calls')).toContain('Nobody has connected');
  expect(await ask(first, aliceOf(first), 'status')).toContain('Something needs attention');
  expect(linkIn(await ask(first, aliceOf(first), 'connect'))).toContain('/connect?link=');
});

test('a stolen link, somebody without the permission, and a replay gain nothing', async () => {
  const [first] = companies as [CompanySandbox];
  const post = await ask(first, aliceOf(first), 'connect');
  const stolen = await pageOf(await follow(first, post, holderOf(first)));
  expect([stolen.status, stolen.text]).toEqual([403, expect.stringContaining('somebody else')]);
  const own = await ask(first, aliceOf(first), 'connect');
  for (let looks = 0; looks < 3; looks += 1) expect((await pageOf(linkIn(own))).status).toBe(200);
  const back = await follow(first, own, aliceOf(first));
  expect((await pageOf(back)).text).toContain('FullCompanyCallLog');
  expect((await pageOf(back)).text).toContain('used already');
  expect((await pageOf(linkIn(own))).text).toContain('used already');
  expect((await pageOf(back.replace(/state=./, 'state=A'))).status).toBe(403);
  expect(await count(databaseFile, 'connections')).toBe(0);
});

test('each connects, and asks about its own', async () => {
  for (const of of companies) await connect(of);
  expect(await count(databaseFile, 'connections')).toBe(2);
});

test('asked in any order, each company is told its own truth', async () => {
  await covered();
  const from = Date.UTC(2025, 8, 7, 4);
  const asked = companies.flatMap((of) => {
    const truths = of.stories
      .flatMap((story) => truthOf(of.company, story))
      .filter(({ startedAt, outsideTotals }) => !outsideTotals && startedAt >= from && startedAt < from + 7 * 24 * 60 * minute);
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
  const refreshes = () => sandbox.requests.filter(({ operationId }) => operationId === 'getToken').length;
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const before = refreshes();
    await clock.move(59 * minute);
    await bot.waitUntil('a refresh begins', () => refreshes() > before);
    await bot.kill();
    bot = await run(bot.port);
    // The platform gives the same pair again for an hour, so it must not be away for longer.
    await clock.move(5 * minute);
    const renewed = async () => (await count(databaseFile, 'connections', 'refreshed_at > ?', clock.now() - 10 * minute)) === 2;
    await bot.waitUntil('both tokens are renewed', renewed);
    for (const of of companies) expect(await ask(of, holderOf(of), 'status')).toContain('All is well');
  }
  expect(await count(databaseFile, 'connections', 'lost_at IS NULL')).toBe(2);
}, 120_000);

test('a revoked consent is told once, and status tells it', async () => {
  const [first, second] = companies as [CompanySandbox, CompanySandbox];
  first.revokeConsent(holderOf(first));
  await clock.move(2 * minute);
  const chat = direct(first, holderOf(first));
  const told = (await ears.next(chat.id, first.company.id)).text ?? '';
  expect(told).toContain('taken back the consent');
  await clock.move(5 * minute);
  expect(await ask(first, holderOf(first), 'status')).toContain('is gone since');
  expect(await ask(second, holderOf(second), 'status')).toContain('All is well');
  expect(((await (await fetch(`${bot.url}/readyz`)).json()) as { reasons: string[] }).reasons.join()).toContain('consent');
  const again = await pageOf(await follow(first, await ask(first, holderOf(first), 'connect'), holderOf(first)));
  expect(again.text).toContain('is connected');
});

test('disconnected, its people and calls are gone, and the other’s stand', async () => {
  const [first, second] = companies as [CompanySandbox, CompanySandbox];
  expect(await ask(first, holderOf(first), 'disconnect')).toContain('disconnect yes');
  expect(await ask(first, holderOf(first), 'disconnect yes')).toContain('Disconnected');
  for (const table of ['calls', 'participations', 'extensions', 'connections']) {
    expect([table, await count(databaseFile, table, 'account = ?', first.company.id)]).toEqual([table, 0]);
    expect(await count(databaseFile, table, 'account = ?', second.company.id)).toBeGreaterThan(0);
  }
});

test('uninstalled, nothing is left of a company, and status proves it', async () => {
  const [first, second] = companies as [CompanySandbox, CompanySandbox];
  first.uninstall();
  await bot.waitUntil('it is gone', async () => (await count(databaseFile, 'bots', 'account = ?', first.company.id)) === 0);
  await clock.move(3 * minute);
  expect(rowsOf(first)).toContain('nothing is left');
  expect(rowsOf(second)).toContain('participations');
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(sandbox.violations).toEqual([]);
});
