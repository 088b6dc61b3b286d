/** A large company's past is read under the platform's own limits, page after slow page; whoever asks meanwhile waits for none of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import type { Chat } from '../sandbox/model.js';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { hearAll } from './crowd.js';

const slowPageMs = 6_000;
const manifold = 40;
// So many that the platform's limit on what is asked for people themselves stays out of it.
const questions = 15;
const everyMs = 2_400;
let journey: Journey;

/** Every call of the seeded company so often, each a conversation of its own. */
function multiply({ account }: Sandbox): void {
  for (const { record, ...logged } of [...account.log])
    for (let copy = 1; copy < manifold; copy += 1) {
      const { id, sessionId, telephonySessionId } = record as { id: string; sessionId?: string; telephonySessionId?: string };
      const own = { id: `${id}-${copy}`, ...(sessionId && { sessionId: `${sessionId}${copy}` }) };
      account.log.push({
        ...logged,
        record: { ...record, ...own, ...(telephonySessionId && { telephonySessionId: `${telephonySessionId}-${copy}` }) },
      });
    }
}

beforeAll(async () => {
  journey = await startJourney({
    env: { LOG_LEVEL: 'info' },
    realLimits: true,
    sandbox: { days: 60, latencyMs: { min: 20, max: 80 } },
    before: (sandbox) => {
      multiply(sandbox);
      sandbox.faults.add({ operation: 'readCompanyCallLog', delayMs: slowPageMs, times: 100_000 });
    },
  });
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

test('commands go before a large backfill', async () => {
  const { sandbox, botId } = journey;
  const pages = () => sandbox.requests.filter(({ operationId }) => operationId === 'readCompanyCallLog').length;
  const people = sandbox.company.extensions.filter(
    ({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted,
  );
  const waits: { readonly ms: number; readonly text: string }[] = [];
  await journey.bot.waitUntil('the past is being read', () => pages() > 0);
  const [before, pagesBefore] = [sandbox.requests.length, pages()];
  const waiting: Promise<void>[] = [];
  for (let number = 0; number < questions; number += 1) {
    // Somebody who has not asked before, about somebody who was not asked about: the platform has to be asked about both.
    const [asker, subject] = [people[number % people.length]?.id ?? '', people[(number + 7) % people.length]?.id ?? ''];
    const room: Chat = journey.direct(asker);
    const text = number % 2 === 0 ? `calls ![:Person](${subject}) last week` : `whois ![:Person](${subject})`;
    const asked = journey.say(asker, room, text);
    waiting.push(
      journey.bot
        .waitUntil(`"${text}" is answered`, () =>
          sandbox.posts(room.id).some(({ creatorId, id }) => creatorId === botId && Number(id) > Number(asked.id)),
        )
        .then(() => {
          const answer = sandbox.posts(room.id).find(({ creatorId, id }) => creatorId === botId && Number(id) > Number(asked.id));
          waits.push({ ms: Date.parse(answer?.creationTime ?? '') - Date.parse(asked.creationTime), text });
        }),
    );
    await pause(everyMs);
  }
  await Promise.all(waiting);
  const { sync } = await journey.readiness();
  const sorted = waits.map(({ ms }) => ms).sort((a, b) => a - b);
  const asked = sandbox.requests.slice(before).filter(({ operationId }) => operationId !== 'readCompanyCallLog').length;
  console.log(
    `${questions} questions while ${pages() - pagesBefore} pages of ${slowPageMs} ms were read: half answered within ${sorted[questions >> 1]} ms,`,
    `the longest wait ${sorted.at(-1)} ms; ${asked} other requests`,
  );
  expect(sync.calls.backfilling).toBe(true);
  expect(pages() - pagesBefore).toBeGreaterThanOrEqual(3);
  // Not even for the page that was under way.
  expect(sorted.at(-1)).toBeLessThan(slowPageMs);
  expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
});
