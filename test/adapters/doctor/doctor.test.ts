/** Each thing that can be wrong is broken alone, and `doctor` names exactly that. */

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakePlatform } from '../ringcentral/setting.js';
import { houseCases } from './houseCases.js';
import { platformCases } from './platformCases.js';
import { type Environment, faultsOf, openPractice, type Practice } from './setting.js';

let practice: Practice;
beforeAll(async () => {
  practice = await openPractice();
});
afterAll(async () => {
  const { sandbox, lines } = practice;
  await practice.end();
  expect(sandbox.unknownPaths).toEqual([]);
  expect(sandbox.violations).toEqual([]);
  expect(lines.filter((line) => practice.secrets().some((secret) => line.includes(secret)))).toEqual([]);
});

describe('while the bot runs', () => {
  test('everything is right, and the bot notices nothing', async () => {
    const posts = practice.bot.lines.length;
    const sessions = () => practice.sandbox.world.tokens.access.size;
    const before = sessions();
    const findings = await practice.visit();
    expect(sessions()).toBe(before);
    expect(faultsOf(findings)).toEqual([]);
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.find(({ item }) => item === 'public address')?.says).toContain('leads to the running bot');
    expect(practice.bot.lines.slice(posts).filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });

  test('the program says so and ends with 0; with a fault it ends with 1', async () => {
    const well = await runDoctor(practice.env);
    expect(well.output).toMatch(/^ok {7}Node +v[\d.]+\.\n(ok .+\n)+\nEverything is right\.\n$/);
    expect(well.code).toBe(0);
    const ill = await runDoctor({ ...practice.env, RINGCENTRAL_JWT: '' });
    expect(ill.output).toMatch(/^missing {2}RINGCENTRAL_JWT +is not set\. Breaks: .+ Fix: .+ step 2\.$/m);
    expect(ill.output).toMatch(/\n1 of \d+ needs attention, \d+ could not be checked because of that\.\n$/);
    expect(ill.code).toBe(1);
    practice.lines.push(well.output, ill.output);
  });

  test('an address that leads to something else is named, although the bot runs', async () => {
    const stranger = await fakePlatform(() => ({ body: { alive: true } }));
    const findings = await practice.visit({ env: { RINGCENTRAL_CHATBOT_SERVER: stranger.url } });
    await stranger.close();
    expect(faultsOf(findings)).toEqual(['wrong public address', 'missing events of chats', 'missing events of people and calls']);
    expect(said(findings, 'public address')).toMatch(/the bot runs on port \d+, but http:.* is answered by something else/);
  });

  test('its proofs are for one nonce and one process, and for nothing that is no nonce', async () => {
    const ask = async (nonce: string) => (await fetch(`${practice.bot.url}/healthz?nonce=${nonce}`)).json();
    const [one, two] = [await ask('a'.repeat(43)), await ask('b'.repeat(43))] as { process: string; proof: string }[];
    expect(one?.process).toBe(two?.process);
    expect(one?.proof).not.toBe(two?.proof);
    for (const nonce of ['', 'a', 'a'.repeat(44), `${'a'.repeat(42)}%20`]) expect(await ask(nonce)).toEqual({ alive: true });
  });
});

/** `npm run doctor` as an operator runs it. */
function runDoctor(env: Environment): Promise<{ readonly code: number; readonly output: string }> {
  const program = fileURLToPath(new URL('../../../dist/src/main.js', import.meta.url));
  return new Promise((resolve) => {
    const options = { cwd: practice.folder, env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, [program, 'doctor'], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });
}

const fileOf = (url: string) => url.replace('sqlite:', '');

const said = (findings: Awaited<ReturnType<Practice['visit']>>, item: string) =>
  findings.find((finding) => finding.item === item)?.says ?? '';

/** Makes RingCentral deliver to another address; returns what undoes it. */
function readdress(url: string): () => void {
  const all = [...practice.sandbox.world.subscriptions.values()];
  const before = all.map(({ address }) => address);
  for (const subscription of all) Object.assign(subscription, { address: `${url}/bot/webhook` });
  return () => {
    for (const [place, subscription] of all.entries()) Object.assign(subscription, { address: before[place] });
  };
}

describe('after it was killed', () => {
  beforeAll(() => practice.bot.kill());

  test('everything is right; a listener stands in for the bot', async () => {
    const findings = await practice.visit();
    expect(faultsOf(findings)).toEqual([]);
    expect(said(findings, 'public address')).toContain('leads here; the bot is not running');
  });

  test.each([...houseCases, ...platformCases])('$name', async ({ finds, says, mend, visit, breaks }) => {
    const undo = breaks?.(practice);
    try {
      const findings = await practice.visit(await visit?.(practice));
      expect(faultsOf(findings)).toEqual(finds);
      const found = findings.find(({ state }) => state !== 'ok' && state !== 'skipped');
      if (says) expect(found?.says).toMatch(says);
      if (mend) expect(found?.fix).toMatch(mend);
      if (found && !finds.includes('warning configuration')) {
        expect(found.breaks).toBeTruthy();
        expect(found.fix).toBeTruthy();
      }
    } finally {
      undo?.();
    }
  });

  test('an address nobody answers at', async () => {
    const undo = readdress(practice.deadUrl);
    const findings = await practice.visit({ env: { RINGCENTRAL_CHATBOT_SERVER: practice.deadUrl } });
    undo();
    expect(faultsOf(findings)).toEqual(['wrong public address']);
    expect(said(findings, 'public address')).toContain('does not answer (ECONNREFUSED)');
  });

  test('an address that redirects', async () => {
    const elsewhere = await fakePlatform(() => ({ status: 301, headers: { Location: practice.bot.url } }));
    const undo = readdress(elsewhere.url);
    const findings = await practice.visit({ env: { RINGCENTRAL_CHATBOT_SERVER: elsewhere.url } });
    undo();
    await elsewhere.close();
    expect(faultsOf(findings)).toEqual(['wrong public address']);
    expect(said(findings, 'public address')).toContain('redirect (301)');
  });

  test('a port that something else holds', async () => {
    const squatter = createServer((_, res) => res.end('hello')).listen(practice.bot.port);
    await once(squatter, 'listening');
    const findings = await practice.visit();
    squatter.closeAllConnections();
    squatter.close();
    expect(faultsOf(findings)).toEqual(['wrong public address']);
    expect(said(findings, 'public address')).toContain('taken by something else');
  });

  test('what depends on a fault is skipped and says so', async () => {
    const findings = await practice.visit({ env: { RINGCENTRAL_JWT: 'x' } });
    const skipped = findings.filter(({ state }) => state === 'skipped');
    expect(skipped.map(({ item }) => item)).toEqual([
      'reader app permissions',
      'service user',
      'service user permissions',
      'events of people and calls',
    ]);
    expect(new Set(skipped.map(({ says }) => says))).toEqual(new Set(['not checked, because of reader login']));
  });

  test('it leaves nothing behind where nothing was', async () => {
    const place = join(practice.folder, 'nowhere');
    await practice.visit({ env: { DATABASE_URL: `sqlite:${place}/switchboard.db` } });
    expect(existsSync(place)).toBe(false);
    const url = await practice.copy();
    const before = readFileSync(fileOf(url));
    await practice.visit({ env: { DATABASE_URL: url } });
    expect(readFileSync(fileOf(url)).equals(before)).toBe(true);
    expect(readdirSync(join(fileOf(url), '..')).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
      'switchboard.db',
      'switchboard.key',
    ]);
  });
});
