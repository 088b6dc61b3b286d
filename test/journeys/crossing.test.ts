/** Two companies in which everything has the same ids are asked at the same time, by chance and on purpose: each is told its own truth. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Extension, Truth } from '../sandbox/model.js';
import type { CompanySandbox } from '../sandbox/server/sandbox.js';
import { truthOf } from '../sandbox/truth.js';
import { startTwins, type Twins } from './twins.js';

let twins: Twins;
let truths: ReadonlyMap<CompanySandbox, readonly Truth[]>;
let people: readonly Extension[];
const ask = (of: CompanySandbox, person: string, text: string) => twins.ask(of, person, text);
/** Both at once, so that their answers are made side by side. */
const askBoth = (person: (of: CompanySandbox) => string, texts: readonly [string, string]) =>
  Promise.all(twins.companies.map((of, place) => ask(of, person(of), texts[place] ?? ''))) as Promise<[string, string]>;
const holder = (of: CompanySandbox) => twins.holderOf(of);

beforeAll(async () => {
  twins = await startTwins();
  for (const of of twins.companies) await twins.connect(of);
  await twins.covered();
  truths = new Map(
    twins.companies.map((of) => [
      of,
      of.stories.flatMap((story) => truthOf(of.company, story)).filter(({ outsideTotals }) => outsideTotals === undefined),
    ]),
  );
  const users = twins.companies[0].company.extensions.filter(
    ({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted,
  );
  const nameCount = (person: Extension) => users.filter((other) => nameOf(other) === nameOf(person)).length;
  // Names that chat would read as markup stand there in another spelling.
  const isPlain = (person: Extension) => /^[\p{L} ]+$/u.test(nameOf(person));
  people = users.filter((person) => nameCount(person) === 1 && isPlain(person) && person.extensionNumber !== undefined);
}, 120_000);
afterAll(() => twins.end());

const nameOf = ({ firstName, lastName }: Extension) => [firstName, lastName].filter(Boolean).join(' ');
const callParts = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];
const filters: Readonly<Record<string, (truth: Truth) => boolean>> = {
  '': ({ part }) => callParts.includes(part),
  missed: ({ part }) => part === 'missed',
  answered: ({ part }) => part === 'answered',
  voicemail: ({ part }) => part === 'voicemail',
  unanswered: ({ part }) => part === 'missed' || part === 'voicemail',
  rang: ({ part }) => ['rang', 'elsewhere', 'on behalf'].includes(part),
  outbound: ({ part, direction }) => callParts.includes(part) && direction === 'Outbound',
  'inbound answered': ({ part, direction }) => part === 'answered' && direction === 'Inbound',
};
const namings: readonly ((person: Extension) => string)[] = [
  ({ id }) => `![:Person](${id})`,
  ({ extensionNumber }) => extensionNumber ?? '',
  ({ email }) => email ?? '',
  nameOf,
];
/** When a day of September 2025 begins in Berlin, where the holder reads time. */
const dayFrom = (day: number) => Date.UTC(2025, 8, day - 1, 22);
const anyPeriod = fc.tuple(fc.integer({ min: 5, max: 16 }), fc.integer({ min: 0, max: 9 })).map(([first, more]) => {
  const last = Math.min(16, first + more);
  return {
    words: first === last ? `${first} Sep 2025` : `${first} Sep 2025 to ${last} Sep 2025`,
    from: dayFrom(first),
    to: dayFrom(last + 1),
  };
});
const anyQuestion = fc.record({
  person: fc.nat(999),
  naming: fc.nat(namings.length - 1),
  filter: fc.constantFrom(...Object.keys(filters)),
  period: anyPeriod,
});
type Question = typeof anyQuestion extends fc.Arbitrary<infer Q> ? Q : never;

const personOf = ({ person }: Question) => people[person % people.length] as Extension;
const worded = (question: Question) =>
  ['calls', question.filter, namings[question.naming]?.(personOf(question)), question.period.words].filter(Boolean).join(' ');
const countIn = (answer: string) => {
  const word = /^(No|\d+) /.exec(answer)?.[1];
  return word === undefined ? answer : word === 'No' ? 0 : Number(word);
};
const trueCount = (of: CompanySandbox, { filter, period, ...question }: Question) =>
  (truths.get(of) ?? []).filter(
    (truth) =>
      truth.extensionId === personOf({ filter, period, ...question }).id &&
      truth.startedAt >= period.from &&
      truth.startedAt < period.to &&
      filters[filter]?.(truth),
  ).length;
const listed = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));

test('who asked about whom is told to each company for itself', async () => {
  const [first, second] = twins.companies;
  const [bob, carol] = people.filter(({ id }) => id !== holder(first)).slice(1, 3) as [Extension, Extension];
  await askBoth(holder, [`calls ![:Person](${bob.id}) 9 Sep 2025`, `calls ![:Person](${carol.id}) 9 Sep 2025`]);
  const told = async (of: CompanySandbox, { id }: Extension) => countIn(await ask(of, id, 'audit'));
  expect([await told(first, bob), await told(first, carol)]).toEqual([1, 0]);
  expect([await told(second, bob), await told(second, carol)]).toEqual([0, 1]);
  const [all, others] = await askBoth(holder, ['audit all', 'audit all']);
  expect([all, others].map((answer) => [answer.includes(nameOf(bob)), answer.includes(nameOf(carol))])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test('whatever is asked side by side, each is told its own calls', async () => {
  const rounds = fc.sample(fc.tuple(anyQuestion, anyQuestion, fc.boolean()), { numRuns: 60, seed: 20_250_917 });
  const told: unknown[] = [];
  const known: unknown[] = [];
  let different = 0;
  for (const [one, another, same] of rounds) {
    const pair = [one, same ? one : another] as const;
    const answers = await askBoth(holder, [worded(pair[0]), worded(pair[1])]);
    for (const [place, of] of twins.companies.entries()) {
      const question = pair[place] as Question;
      told.push([
        of.company.id,
        worded(question),
        countIn(answers[place] ?? ''),
        answers[place]?.includes(nameOf(personOf(question))),
      ]);
      known.push([of.company.id, worded(question), trueCount(of, question), true]);
    }
    if (same && trueCount(twins.companies[0], one) !== trueCount(twins.companies[1], one)) different += 1;
  }
  expect(told).toEqual(known);
  expect(different).toBeGreaterThan(5);
}, 120_000);

test('“more” goes on with what was asked in this company', async () => {
  const period = { words: '5 Sep 2025 to 16 Sep 2025', from: dayFrom(5), to: dayFrom(17) };
  const question = (person: number): Question => ({ person, naming: 0, filter: '', period });
  const busiest = (of: CompanySandbox) =>
    [...people.keys()].sort((a, b) => trueCount(of, question(b)) - trueCount(of, question(a)));
  const [ours, theirs] = twins.companies;
  for (const place of [0, 1, 2]) {
    const pair = [question(busiest(ours)[place] ?? 0), question(busiest(theirs)[place + 3] ?? 0)] as const;
    const first = await askBoth(holder, [worded(pair[0]), worded(pair[1])]);
    const second = await askBoth(holder, ['more', 'page 2']);
    for (const [company, of] of twins.companies.entries()) {
      const asked = pair[company] as Question;
      const count = trueCount(of, asked);
      const answer = second[company] ?? '';
      expect([answer.split('\n')[0], countIn(answer)]).toEqual([first[company]?.split('\n')[0], count]);
      expect(answer).toContain(nameOf(personOf(asked)));
      expect(listed(answer)).toHaveLength(Math.max(0, Math.min(10, count - 10)));
      expect(listed(answer).filter((line) => first[company]?.includes(line))).toEqual([]);
    }
  }
});

test('a number that called one company is unknown to the other', async () => {
  const [first, second] = twins.companies;
  const callers = (of: CompanySandbox) =>
    new Set(
      of.stories.flatMap(({ kind, caller }) =>
        kind === 'direct' && 'phoneNumber' in caller && caller.phoneNumber ? [caller.phoneNumber] : [],
      ),
    );
  const everywhere = (of: CompanySandbox) => JSON.stringify(of.stories);
  for (const [of, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const only = [...callers(of)].filter((number) => !everywhere(other).includes(number)).slice(0, 4);
    expect(only.length).toBeGreaterThan(0);
    for (const number of only) {
      expect(await ask(of, holder(of), `whois ${number}`)).toContain('Last conversation, with');
      expect(await ask(other, holder(other), `whois ${number}`)).toContain('No conversation');
    }
  }
});

test('rooms, people who hide, and digests are each company’s own', async () => {
  const [first, second] = twins.companies;
  const alice = twins.aliceOf(first);
  const id = '884422110';
  for (const of of twins.companies) {
    of.createTeam(alice, 'Floor', [holder(of), of.botId() ?? ''], { id });
    expect((await twins.ears.next(id, of.company.id)).text).toContain('Hello!');
  }
  const inTeam = async (of: CompanySandbox, who: string, text: string) => {
    of.post(who, id, `![:Person](${of.botId()}) ${text}`);
    return (await twins.ears.next(id, of.company.id)).text ?? '';
  };
  const lists = 'lists of the calls of the people in it';
  expect(await inTeam(first, holder(first), 'settings room details')).toContain(lists);
  expect(await inTeam(first, holder(first), 'settings')).toContain(lists);
  expect(await inTeam(second, holder(second), 'settings')).not.toContain(lists);

  expect(await ask(first, alice, 'privacy hide me')).toContain('leave you out');
  expect(await ask(first, alice, 'privacy')).toContain('You are hidden');
  expect(await ask(second, alice, 'privacy')).toContain('You are not hidden');

  await inTeam(first, holder(first), 'digest daily at 18:30 calls missed yesterday');
  expect(await inTeam(first, holder(first), 'digest list')).toContain('1 digest');
  expect(await inTeam(second, holder(second), 'digest list')).toContain('No digests here yet');
  const before = second.posts(id).length;
  for (let minutes = 0; minutes < 40; minutes += 10) await twins.clock.move(10 * 60_000);
  expect((await twins.ears.next(id, first.company.id)).text).toMatch(/missed call/);
  await twins.clock.move(60_000);
  expect(second.posts(id)).toHaveLength(before);
  expect(await inTeam(second, holder(second), 'digest remove 1')).not.toContain('Removed');
  expect(await inTeam(first, holder(first), 'digest list')).toContain('1 digest');
}, 120_000);

test('nothing was said that nobody asked for, and nothing failed', () => {
  expect(twins.ears.unheard()).toEqual([]);
  expect(twins.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(twins.sandbox.violations).toEqual([]);
});
