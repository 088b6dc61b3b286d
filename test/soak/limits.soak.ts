/** The platform's own limits: more questions than fit into a minute, and none is lost, none is late, and no request is one too many. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { seeded } from '../sandbox/random.js';
import { type Crowd, gather, hearAll, keepBooks, untilAnswered, word } from './crowd.js';

const minute = 60_000;
const random = seeded('limits', 1);
let journey: Journey;
let crowd: Crowd;

beforeAll(async () => {
  const env = { LOG_LEVEL: 'info' };
  journey = await startJourney({ env, realLimits: true, sandbox: { days: 20, latencyMs: { min: 20, max: 80 } } });
  crowd = await gather(journey);
  await journey.clock.move(2 * minute);
  await journey.covered();
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

const asked = (operation: string, from: number) =>
  journey.sandbox.requests.slice(from).filter(({ operationId }) => operationId === operation);
const limited = () => journey.sandbox.requests.filter(({ status }) => status === 429).length;
const answersSince = (from: number) =>
  crowd.rooms
    .flatMap(({ id }) => journey.sandbox.posts(id))
    .filter(({ creatorId, creationTime }) => creatorId === journey.botId && Date.parse(creationTime) >= from);

test.each([1, 2])('60 questions in a minute in ten chats, round %i', async () => {
  // Chats and people are known as long as people usually take; the windows of the platform are empty.
  await journey.clock.move(6 * minute);
  const [before, start, already] = [journey.sandbox.requests.length, journey.clock.now(), crowd.asked.length];
  const moments = Array.from({ length: 60 }, () => random.whole(0, minute)).sort((a, b) => a - b);
  for (const [index, moment] of moments.entries()) {
    await pause(Math.max(0, start + moment - journey.clock.now()));
    crowd.ask(crowd.rooms[index % crowd.rooms.length]);
  }
  await untilAnswered(journey, 0, 120_000);
  const answers = answersSince(start);
  const last = Math.max(...answers.map(({ creationTime }) => Date.parse(creationTime)));
  const waits = crowd.asked.slice(already).map(({ number, post }) => {
    const answer = answers.find(({ text }) => text?.includes(word(number)));
    return Date.parse(answer?.creationTime ?? '') - Date.parse(post.creationTime);
  });
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  console.log(
    `60 questions from ${seconds(moments[0] ?? 0)} to ${seconds(moments.at(-1) ?? 0)} s: the last answer at ${seconds(last - start)} s,`,
    `the longest wait ${seconds(Math.max(...waits))} s, ${limited()} requests refused,`,
    `${asked('extractSyncAccountCallLog', before).length} call syncs`,
  );
  expect(answers).toHaveLength(60);
  expect(last - start).toBeLessThan(100_000 + (moments[0] ?? 0));
  expect(limited()).toBe(0);
  // The beat of a minute, twice or so in that time.
  expect(asked('extractSyncAccountCallLog', before).length).toBeGreaterThanOrEqual(1);
  expect(Date.parse((await journey.readiness()).sync.calls.through ?? '')).toBeGreaterThan(start);
});

test('60 questions at one moment', async () => {
  await journey.clock.move(6 * minute);
  const start = journey.clock.now();
  for (let count = 0; count < 60; count += 1) crowd.ask();
  await untilAnswered(journey, 0, 120_000);
  const times = answersSince(start).map(({ creationTime }) => Date.parse(creationTime) - start);
  console.log(`60 questions at once: the last answer after ${(Math.max(...times) / 1000).toFixed(1)} s, ${limited()} refused`);
  expect(times).toHaveLength(60);
  expect(Math.max(...times)).toBeLessThan(100_000);
  expect(limited()).toBe(0);
});

test('two commands together: neither waits for the other', async () => {
  const [one, two] = crowd.rooms as [Crowd['rooms'][number], Crowd['rooms'][number]];
  await journey.clock.move(6 * minute);
  for (let round = 0; round < 12; round += 1) {
    await journey.clock.move(2 * minute);
    const start = journey.clock.now();
    journey.say('alice', one, 'calls last week');
    journey.say('bob', two, 'calls last month');
    await untilAnswered(journey, 0, 30_000);
    const heard = answersSince(start);
    expect(heard.map(({ groupId }) => groupId).sort()).toEqual([one.id, two.id].sort());
    for (const { creationTime } of heard) expect(Date.parse(creationTime) - start).toBeLessThan(5_000);
  }
  expect(limited()).toBe(0);
});

test('a penalty is sat out, whoever asks meanwhile', async () => {
  await journey.clock.move(6 * minute);
  const penalty = 15_000;
  journey.sandbox.faults.fail('createGlipPostNew', 429, { headers: { 'Retry-After': String(penalty / 1000) } });
  const before = journey.sandbox.requests.length;
  for (const room of crowd.rooms) crowd.ask(room);
  await untilAnswered(journey, 0, 60_000);
  const sent = journey.sandbox.requests.slice(before);
  const refused = sent.find(({ status }) => status === 429);
  const until = (refused?.at ?? 0) + penalty;
  // Those that left before the refusal was back cannot be called back.
  const inside = sent.filter(({ at, identity, group }) => identity === journey.botId && group === 'Medium' && at < until);
  expect(inside.filter(({ at }) => at > (refused?.at ?? 0) + 500)).toEqual([]);
  expect(limited()).toBe(1);
});

test('the books balance', async () => {
  expect(await keepBooks(journey, crowd)).toMatchObject({ asked: 190, answered: 190, lost: [], twice: [], apologies: 0 });
});
