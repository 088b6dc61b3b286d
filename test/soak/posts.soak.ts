/** POSTs that fail before and after the platform took them, hundreds of times in ten chats: one answer each. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { seeded } from '../sandbox/random.js';
import type { Fault } from '../sandbox/server/faults.js';
import { type Crowd, gather, hearAll, keepBooks, untilAnswered } from './crowd.js';

const questions = 500;
const operation = 'createGlipPostNew';
const random = seeded('posts', 1);
let journey: Journey;
let crowd: Crowd;

/** How often in a hundred requests, and what then happens. */
const mishaps: readonly (readonly [share: number, what: string, fault: () => Omit<Fault, 'operation' | 'times'>])[] = [
  [4, 'accepted after the time-out', () => ({ delayMs: random.whole(10_050, 13_000) })],
  [2, 'never accepted, never answered', () => ({ hang: true })],
  [6, 'accepted, then 5xx', () => ({ status: random.pick([500, 502, 503, 504]), after: true })],
  [6, 'accepted, then broken off', () => ({ truncate: true })],
  [5, '5xx before', () => ({ status: random.pick([500, 502, 503, 504]) })],
  [5, 'reset before', () => ({ reset: true })],
  [2, '429 with Retry-After', () => ({ status: 429, headers: { 'Retry-After': '3' } })],
];
const happened: Record<string, number> = {};

beforeAll(async () => {
  const env = { LOG_LEVEL: 'info' };
  journey = await startJourney({ env, sandbox: { days: 3, latencyMs: { min: 2, max: 30 } } });
  crowd = await gather(journey);
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

/** Decides the fate of the next posts. */
function prepare(requests: number): void {
  for (let one = 0; one < requests; one += 1) {
    let at = random.next() * 100;
    const mishap = mishaps.find(([share]) => {
      at -= share;
      return at < 0;
    });
    if (mishap) happened[mishap[1]] = (happened[mishap[1]] ?? 0) + 1;
    journey.sandbox.faults.add({ operation, ...(mishap ? mishap[2]() : { delayMs: 0 }) });
  }
}

test(`${questions} questions`, async () => {
  prepare(questions);
  while (crowd.asked.length < questions) {
    for (const room of crowd.rooms) crowd.ask(room);
    await pause(2500);
  }
  await untilAnswered(journey, 0, 600_000);
  // What was accepted late must have had its time to appear.
  await pause(5_000);
  const books = await keepBooks(journey, crowd);
  const requests = journey.sandbox.requests.filter(({ operationId }) => operationId === operation).length;
  console.log(`${books.asked} questions, ${requests} posts sent, ${books.answered} answered,`, happened);
  expect(books).toMatchObject({ asked: questions, acknowledged: questions, answered: questions, apologies: 0 });
  expect(books).toMatchObject({ lost: [], twice: [], strays: [] });
});
