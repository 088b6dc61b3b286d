/** All questions over one company's calls, against what really happened there and against each other. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat, Extension, Truth } from '../sandbox/model.js';
import { truthOf } from '../sandbox/truth.js';
import { type Journey, startJourney } from './journey.js';

const callParts: readonly Truth['part'][] = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];

let journey: Journey;
let direct: Chat;
let team: Chat;
let people: readonly Extension[];
let queues: readonly Extension[];
let truths: readonly Truth[];

const nameOf = ({ firstName, lastName, name }: Extension) => name ?? [firstName, lastName].filter(Boolean).join(' ');

beforeAll(async () => {
  journey = await startJourney({ startAt: Date.parse('2025-09-17T16:00Z'), sandbox: { seed: 7, days: 24 } });
  const { company, stories } = journey.sandbox;
  people = company.extensions.filter(({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted);
  queues = company.extensions.filter(({ type, deleted }) => type === 'Department' && !deleted);
  direct = journey.direct('grace');
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'dan', 'grace']);
  await journey.covered();
  const grace = company.extensions.find(({ id }) => id === journey.ids.grace);
  const local = DateTime.fromMillis(journey.clock.now(), {
    zone: grace?.timeZone ?? company.timeZone,
    locale: grace?.locale ?? '',
  });
  const to = local.startOf('week', { useLocaleWeeks: true });
  const from = to.minus({ weeks: 1 });
  truths = stories
    .flatMap((story) => truthOf(company, story))
    .filter(({ startedAt, outsideTotals }) => outsideTotals === undefined && startedAt >= +from && startedAt < +to);
});
afterAll(() => journey.end());

const of = (extension: Extension, ...parts: readonly Truth['part'][]) =>
  truths.filter(({ extensionId, part }) => extensionId === extension.id && parts.includes(part)).length;
/** The conversations that are this one's calls: a story, and in it the time each of its conversations began. */
const own = ({ id }: Extension) =>
  truths
    .filter(({ extensionId, part }) => extensionId === id && callParts.includes(part))
    .map(({ storyId, startedAt }) => `${storyId} ${startedAt}`);
const ask = (line: string) => journey.ask('grace', direct, line);
const firstNumber = (text: string, pattern: RegExp) =>
  Number(
    pattern
      .exec(text)
      ?.slice(1)
      .find((found) => found !== undefined) ?? 0,
  );
const counted = (answer: string) => firstNumber(answer, /^(\d+) (?:\w+ )*calls?(?: [\w, ]+)? · /);

describe('summary', () => {
  test('of each person and queue, as it happened', async () => {
    const told: Record<string, unknown> = {};
    const known: Record<string, unknown> = {};
    for (const extension of [...people, ...queues]) {
      const key = `${extension.extensionNumber} ${nameOf(extension)}`;
      const answer = await ask(`summary ${extension.extensionNumber} last week`);
      const [, figures = ''] = answer.split('\n');
      const apart = answer.split('\n').find((line) => line.startsWith('Not counted: ')) ?? '';
      told[key] = [
        counted(answer),
        firstNumber(figures, /(\d+) answered/),
        firstNumber(figures, /(\d+) missed/),
        firstNumber(figures, /(\d+) to voicemail/),
        firstNumber(figures, /(\d+) made/),
        firstNumber(figures, /\((\d+) connected|(\d+) made \((?:all )?connected/),
        [...apart.matchAll(/(\d+) (?:times?|taken|handled)/g)].reduce((sum, [, count]) => sum + Number(count), 0),
      ];
      known[key] = [
        of(extension, ...callParts),
        of(extension, 'answered'),
        of(extension, 'missed'),
        of(extension, 'voicemail'),
        of(extension, 'connected', 'not connected'),
        of(extension, 'connected'),
        of(extension, 'rang', 'elsewhere', 'on behalf'),
      ];
    }
    expect(told).toEqual(known);
    expect(people.length).toBeGreaterThan(60);
  });

  test('of a team: the lines are those of the people, and what they add up to is the total but for shared calls', async () => {
    const answer = await journey.ask('grace', team, 'summary team last week');
    const lines = new Map(
      [...answer.matchAll(/^\* (.+?): (?:(\d+)|no) calls?/gm)].map(([, name = '', count]) => [name, Number(count ?? 0)]),
    );
    const here = people.filter(({ id }) =>
      ['alice', 'bob', 'carol', 'dan', 'grace'].some((who) => journey.ids[who as 'bob'] === id),
    );
    expect([...lines].sort()).toEqual(here.map((one) => [nameOf(one), of(one, ...callParts)]).sort());
    expect([...lines.values()]).toEqual([...lines.values()].sort((a, b) => b - a));
    expect(counted(answer)).toBe(counted(await journey.ask('grace', team, 'calls last week')));
  });

  test('what it says lies behind a figure lists as many', async () => {
    const [alice] = people as [Extension];
    const answer = await ask(`summary ${alice.extensionNumber} last week`);
    const line = /Behind the figures: \*\*(.+?)\*\*/.exec(answer)?.[1] ?? '';
    expect(line).toBe(`calls missed ${alice.extensionNumber} last week`);
    for (const [word, parts] of [
      ['missed', ['missed']],
      ['answered', ['answered']],
      ['voicemail', ['voicemail']],
      ['declined', ['refused']],
      ['connected', ['connected']],
      ['outbound', ['connected', 'not connected']],
      ['rang', ['rang', 'elsewhere', 'on behalf']],
    ] as const)
      expect([word, counted(await ask(line.replace('missed', word)))]).toEqual([word, of(alice, ...parts)]);
  });
});

test('top: the places are those of the truth', async () => {
  const answer = await journey.ask('grace', team, 'top by answered last week');
  const here = people.filter(({ id }) =>
    ['alice', 'bob', 'carol', 'dan', 'grace'].some((who) => journey.ids[who as 'bob'] === id),
  );
  const told = [...answer.matchAll(/^\* (\d+)\w\w: (.+), (\d+)$/gm)].map(([, place, name, count]) => [
    name,
    Number(place),
    Number(count),
  ]);
  const places = here
    .map((one) => [
      nameOf(one),
      1 + here.filter((other) => of(other, 'answered') > of(one, 'answered')).length,
      of(one, 'answered'),
    ])
    .filter(([, , count]) => count !== 0);
  expect(told.sort()).toEqual(places.sort());
  expect(await journey.ask('grace', team, 'top by')).toContain('I can rank by');
  expect(await journey.ask('alice', journey.direct('alice'), 'summary team')).toContain('leave the people out');
});

test('busy: the bars add up to the calls, and stand at the hours of what happened', async () => {
  const [alice] = people as [Extension];
  const answer = await ask(`busy ${alice.extensionNumber} last week`);
  const bars = [...answer.matchAll(/^[▁▇]+ (.+): (\d+)$/gm)].map(([, label = '', count]) => [label, Number(count)] as const);
  const total = (labels: readonly (readonly [string, number])[]) => labels.reduce((sum, [, count]) => sum + count, 0);
  const days = bars.filter(([label]) => /^[A-Z][a-z]{2}$/.test(label));
  expect(days).toHaveLength(7);
  expect([total(days), total(bars) - total(days)]).toEqual([of(alice, ...callParts), of(alice, ...callParts)]);
  expect(counted(answer)).toBe(of(alice, ...callParts));
});

test('between: as many as the two truly share', async () => {
  const [alice] = people as [Extension];
  const shared = (other: Extension) => {
    const mine = new Set(own(alice));
    return own(other).filter((key) => mine.has(key)).length;
  };
  const told: Record<string, number> = {};
  const known: Record<string, number> = {};
  for (const other of people.slice(1, 40)) {
    const answer = await ask(`between ${alice.extensionNumber} and ${other.extensionNumber} last week`);
    told[nameOf(other)] = counted(answer);
    known[nameOf(other)] = shared(other);
    expect([...answer.matchAll(/^\* /gm)]).toHaveLength(Math.min(10, shared(other)));
  }
  expect(told).toEqual(known);
  expect(Object.values(known).some((count) => count > 0)).toBe(true);
  expect(await ask('between')).toContain('Tell me two people');
});

test('queue: offered, answered, abandoned and to voicemail as it happened, and its agents by name', async () => {
  for (const queue of queues) {
    const answer = await ask(`queue ${nameOf(queue)} last week`);
    const line = /^(\d+) offered: (\d+) answered, (\d+) abandoned, (\d+) to voicemail/m.exec(answer) ?? [];
    const known = [of(queue, ...callParts), of(queue, 'answered'), of(queue, 'missed'), of(queue, 'voicemail')];
    expect([nameOf(queue), counted(answer), ...line.slice(1, 5).map(Number)]).toEqual([nameOf(queue), known[0], ...known]);
    const took = [...answer.matchAll(/^\* .+: took (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(took).toBeGreaterThanOrEqual(of(queue, 'answered'));
    expect(counted(await ask(`calls missed ${queue.extensionNumber} last week`))).toBe(of(queue, 'missed'));
    expect(answer).toMatch(/^Wait \d.* on average, longest \d.*\.\nAnswered within 20 s: \d+ \(\d+ %\), later: \d+/m);
  }
  expect(await ask('queue Suport')).toContain('Did you mean Support');
  expect(await ask('queue')).toContain('Tell me one queue');
});

test('with: the calls with a colleague, as those who had them tell', async () => {
  const [, bob] = people as [Extension, Extension];
  const answer = await ask(`with ${bob.extensionNumber} last week`);
  const met = new Set(
    truths
      .filter(
        ({ counterpartId, extensionId, part }) => counterpartId === bob.id && extensionId !== bob.id && callParts.includes(part),
      )
      .map(({ storyId, startedAt }) => `${storyId} ${startedAt}`),
  );
  expect(counted(answer)).toBe(met.size);
  expect(await ask('with +1 650 555 0199')).toMatch(/^No calls · \+1 650 555 0199 · known since /);
});
