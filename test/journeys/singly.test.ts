/** The service user may read some people only: answers say whose calls are known, and claim no more; once it may read all, nothing counts twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat, LoggedRecord } from '../sandbox/model.js';
import { truthOf } from '../sandbox/truth.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

const minute = 60_000;
const counted = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];
/** The month before, in Berlin, where she is who asks. */
const [from, to] = [Date.UTC(2025, 6, 31, 22), Date.UTC(2025, 7, 31, 22)];
let journey: Journey;
let direct: Chat;

beforeAll(async () => {
  journey = await startJourney({
    before: ({ faults, company }) => {
      for (const operation of ['extractSyncAccountCallLog', 'readCompanyCallLog'])
        faults.add({ operation, status: 403, times: 100_000 });
      faults.add({
        operation: 'readUserCallLog',
        within: `/extension/${company.extensions[1]?.id}/`,
        status: 403,
        times: 100_000,
      });
    },
  });
  await journey.bot.waitUntil('the ways are found out', () => journey.lines.some((line) => line.includes('"next":"people"')));
  direct = journey.direct('grace');
});
afterAll(() => journey.end());

/** How many conversations these people truly had a part in; one story may tell of two. */
const truth = (...people: string[]) =>
  new Set(
    journey.sandbox.stories
      .flatMap((story) => truthOf(journey.sandbox.company, story))
      .filter(({ extensionId, part, outsideTotals }) => people.includes(extensionId) && counted.includes(part) && !outsideTotals)
      .flatMap(({ storyId, startedAt }) => (startedAt >= from && startedAt < to ? [`${storyId} ${startedAt}`] : [])),
  ).size;
const hourOf = (at: number) =>
  new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
const ask = (text: string) => journey.ask('grace', direct, text);
const figure = (answer: string) => Number.parseInt(answer.replace(/^No\b/, '0'), 10);
const reads = (id: string) =>
  journey.sandbox.requests.filter(({ operationId, path }) => operationId === 'readUserCallLog' && path.includes(id)).length;

/** Asks until the answer is so, since people are read after somebody asked about them. */
async function askUntil(text: string, isSo: (answer: string) => boolean): Promise<string> {
  let answer = '';
  await journey.bot.waitUntil(text, async () => {
    answer = await ask(text);
    return isSo(answer);
  });
  return answer;
}

test('of whom nothing can be read, nothing is said', async () => {
  const refused = await askUntil('calls @bob last month', (answer) => answer.includes('Refused by RingCentral'));
  expect(refused).toMatch(/^0 calls · Bob [^\n]+\nRefused by RingCentral: Bob \w+\.\n/);
  expect(refused).not.toMatch(/no calls|have not been read/i);
});

test('answers say whose calls are known, and claim no more', async () => {
  const { ids } = journey;
  const summary = await askUntil('summary @alice @bob @carol last month', (answer) => answer.includes('Known: Alice'));
  expect(summary).toMatch(/refused by RingCentral: Bob \w+\./);
  expect(summary).not.toMatch(/^No calls: .*Bob/m);
  const both = await askUntil('summary @alice @carol last month', (answer) => !/not read yet/i.test(answer));
  expect(figure(both)).toBe(truth(ids.alice, ids.carol));
  expect(figure(await ask('calls @alice last month'))).toBe(truth(ids.alice));
  const three = await ask('summary @alice @bob @carol last month');
  // Of his, only what stands in the logs of the others.
  expect(figure(three)).toBeGreaterThanOrEqual(truth(ids.alice, ids.carol));
  expect(figure(three)).toBeLessThan(truth(ids.alice, ids.bob, ids.carol));
  expect(await ask('with +16505550100 last month')).toMatch(/^0 calls[^\n]*\nOnly calls of 2 people are known\.\n/);
  // Once refused, he is not asked about again with every question.
  expect(reads(ids.bob)).toBe(1);
});

test('a call that lasted longer than the time between two questions is found', async () => {
  const { sandbox, clock, ids, bot } = journey;
  const before = figure(await ask('calls @alice today'));
  await clock.move(30 * minute);
  const answered = sandbox.account.log.find(
    ({ record }) => (record.extension as { id?: number } | undefined)?.id === Number(ids.alice) && record.result === 'Accepted',
  ) as LoggedRecord;
  const began = clock.now();
  await askUntil('calls @alice today', (answer) => answer.includes('As of ') && figure(answer) >= before);
  await clock.move(40 * minute);
  const [during, readBefore] = [clock.now(), reads(ids.alice)];
  await ask('calls @alice today');
  await bot.waitUntil('she is read during the call', () => reads(ids.alice) > readBefore);
  await askUntil('calls @alice today', (answer) => answer.includes(`As of ${hourOf(during)}`));
  await clock.move(20 * minute);
  const own = { id: 'long-call', sessionId: '9990001', telephonySessionId: 's-long', startTime: new Date(began).toISOString() };
  const record = { ...answered.record, ...own, duration: 3_000 };
  sandbox.account.log.push({ ...answered, record, visibleAt: clock.now(), modifiedAt: clock.now() });
  await askUntil('calls @alice today', (answer) => figure(answer) > before);
});

test('once the company may be read, it is, and nothing counts twice', async () => {
  const { sandbox, clock, ids, databaseFile } = journey;
  sandbox.faults.clear();
  await clock.move(61 * minute);
  await journey.covered();
  for (const line of ['calls @alice last month', 'summary @alice @bob @carol last month'])
    expect(await ask(line)).not.toMatch(/Known|refused|single people/i);
  for (const who of ['alice', 'bob', 'carol', 'dan'] as const)
    expect(figure(await ask(`calls @${who} last month`))).toBe(truth(ids[who]));
  expect(figure(await ask('summary @alice @bob @carol last month'))).toBe(truth(ids.alice, ids.bob, ids.carol));
  const rows = await stored(databaseFile, 'SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS different FROM calls');
  expect(rows[0]?.n).toBe(rows[0]?.different);
  expect(rows[0]?.n).toBeGreaterThan(100);
});
