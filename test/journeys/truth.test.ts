/** For everybody of five companies: what the bot says of last week is what really happened. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat, Extension, Truth } from '../sandbox/model.js';
import { truthOf } from '../sandbox/truth.js';
import { type Journey, startJourney } from './journey.js';

const questions = {
  calls: ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'],
  'calls missed': ['missed'],
  'calls answered': ['answered'],
  'calls rang': ['rang', 'elsewhere', 'on behalf'],
} as const satisfies Record<string, readonly Truth['part'][]>;
type Question = keyof typeof questions;

const asked: readonly [seed: number, who: 'grace' | 'heidi', now: string][] = [
  [1, 'grace', '2025-09-17T16:00Z'],
  // The week in which American clocks went forward, asked by an American, whose week begins on Sunday.
  [2, 'heidi', '2025-03-19T03:30Z'],
  // The week in which European clocks went back, asked in Berlin, where it is already Monday.
  [3, 'grace', '2025-11-02T23:10Z'],
  [4, 'heidi', '2026-01-04T04:59Z'],
  [5, 'grace', '2024-03-04T12:00Z'],
];

const nameOf = ({ firstName, lastName }: Extension) => [firstName, lastName].filter(Boolean).join(' ');
const countIn = (answer: string) => {
  const [, word] =
    /^(No|\d+) (?:(?:missed|answered) )?calls?(?: that only rang)? · .+ · last week \(.+\)$/m.exec(answer.split('\n')[0] ?? '') ??
    [];
  return word === undefined ? answer : word === 'No' ? 0 : Number(word);
};

describe.each(asked)('seed %i, asked by %s at %s', (seed, who, now) => {
  let journey: Journey;
  let direct: Chat;
  let people: readonly Extension[];
  let truths: readonly Truth[];

  beforeAll(async () => {
    journey = await startJourney({ startAt: Date.parse(now), sandbox: { seed, days: 24 } });
    const { company, stories } = journey.sandbox;
    people = company.extensions.filter(({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted);
    direct = journey.direct(who);
    await journey.covered();
    const asker = company.extensions.find(({ id }) => id === journey.ids[who]);
    const local = DateTime.fromMillis(journey.clock.now(), {
      zone: asker?.timeZone ?? company.timeZone,
      locale: asker?.locale ?? '',
    });
    const to = local.startOf('week', { useLocaleWeeks: true });
    const from = to.minus({ weeks: 1 });
    truths = stories
      .flatMap((story) => truthOf(company, story))
      .filter(({ startedAt, outsideTotals }) => outsideTotals === undefined && startedAt >= +from && startedAt < +to);
  });
  afterAll(() => journey.end());

  const trueCount = (person: Extension, question: Question) => {
    const parts: readonly string[] = questions[question];
    return truths.filter(({ extensionId, part }) => extensionId === person.id && parts.includes(part)).length;
  };

  /** Each question names the person in another way. */
  const naming: Readonly<Record<Question, (person: Extension) => string>> = {
    calls: ({ id }) => `![:Person](${id})`,
    'calls missed': ({ extensionNumber }) => extensionNumber ?? '',
    'calls answered': ({ email }) => email ?? '',
    'calls rang': ({ id }) => `![:Person](${id})`,
  };

  test.each(Object.keys(questions) as Question[])('%s', async (question) => {
    expect(people.length).toBeGreaterThan(60);
    const told: Record<string, unknown> = {};
    const known: Record<string, unknown> = {};
    for (const person of people) {
      const answer = await journey.ask(who, direct, `${question} ${naming[question](person)} last week`);
      told[`${person.extensionNumber} ${nameOf(person)}`] = countIn(answer);
      known[`${person.extensionNumber} ${nameOf(person)}`] = trueCount(person, question);
    }
    expect(told).toEqual(known);
    expect(Object.values(known).filter((count) => count !== 0).length).toBeGreaterThan(10);
  });

  test('the pages list as many calls as the first line counts', async () => {
    const busiest = [...people].sort((a, b) => trueCount(b, 'calls') - trueCount(a, 'calls')).slice(0, 4);
    for (const person of busiest) {
      const count = trueCount(person, 'calls');
      const listed: string[] = [];
      for (let page = 1; page <= Math.ceil(count / 10); page += 1) {
        const answer = await journey.ask(who, direct, `calls ![:Person](${person.id}) last week page ${page}`);
        listed.push(...answer.split('\n').filter((line) => line.startsWith('* ')));
      }
      expect(new Set(listed).size).toBe(count);
      expect(listed).toHaveLength(count);
    }
  });
});
