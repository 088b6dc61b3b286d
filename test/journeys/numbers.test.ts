/** Whose number a room sees: nobody's outside in full, unless all who are in it may see every call. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from './journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 14 } });
  await journey.covered();
});
afterAll(() => journey.end());

/** The digits of every party outside, as whole numbers. */
const outside = () => [
  ...new Set(
    journey.sandbox.stories.flatMap(({ caller, dialled }) =>
      [caller, dialled].flatMap((party) =>
        'phoneNumber' in party && party.phoneNumber ? [party.phoneNumber.replace(/\D/g, '')] : [],
      ),
    ),
  ),
];
const wholeIn = (text: string) => {
  const digits = text.split('\n').map((line) => line.replace(/[\s().-]/g, ''));
  return outside().filter((number) => number.length >= 7 && digits.some((line) => line.includes(number)));
};

test('a list is masked in a team, and in full in the direct chat', async () => {
  const team = await journey.team('Lists', ['alice', 'bob', 'grace']);
  await journey.ask('grace', team, 'settings room details');
  for (const line of ['calls external last week', 'calls @bob external last week', 'calls me external last week page 2']) {
    const here = await journey.ask('alice', team, line);
    expect(here).toContain('•••');
    expect(wholeIn(here)).toEqual([]);
    expect(here).not.toMatch(/\b9[13][13]\b/);
  }
  const alone = await journey.ask('alice', journey.direct('alice'), 'calls me external last week');
  expect(wholeIn(alone).length).toBeGreaterThan(0);
  expect(alone).not.toContain('•••');
});

test('what somebody types is repeated masked in a team', async () => {
  const team = await journey.team('Typed', ['alice', 'bob']);
  const [number = ''] = outside().filter((each) => /^1\d{10}$/.test(each));
  expect(wholeIn(`+${number}`)).toEqual([number]);
  for (const line of [`whois +${number}`, `calls xyzzyx +${number}`, `digest daily at 9:00 whois +${number}`, 'digest list']) {
    const here = await journey.ask('alice', team, line);
    expect(here).toContain(`••• ${number.slice(-4)}`);
    expect(wholeIn(here)).toEqual([]);
  }
  expect(wholeIn(await journey.ask('alice', journey.direct('alice'), `whois +${number}`))).toEqual([number]);
  await journey.ask('alice', team, 'digest remove 1');
});
