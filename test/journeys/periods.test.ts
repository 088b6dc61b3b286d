/** Periods as people say them, read by their own clock and calendar, and counted by hand. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { truthOf } from '../sandbox/truth.js';
import { type Journey, startJourney } from './journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  await journey.covered();
});
afterAll(() => journey.end());

describe('periods, by the clock and the calendar of who asks', () => {
  test.each<[who: 'alice' | 'dan' | 'frank', says: string, sees: RegExp | string]>([
    // It is noon in New York, a Wednesday; her week begins on Sunday.
    ['alice', 'calls', / · today$/m],
    ['alice', 'calls today', / · today$/m],
    ['alice', 'calls yesterday', / · yesterday$/m],
    ['alice', 'calls this week', / · this week \(since Sun 14 Sep\)$/m],
    ['alice', 'calls last week', / · last week \(7–13 Sep\)$/m],
    ['alice', 'calls this month', / · this month \(since Mon 1 Sep\)$/m],
    ['alice', 'calls last month', / · last month \(August\)$/m],
    ['alice', 'calls last 24 hours', / · last 24 hours$/m],
    ['alice', 'calls last 3 days', / · last 3 days$/m],
    ['alice', 'calls last 2 weeks', / · last 2 weeks$/m],
    ['alice', 'calls since 15 Sep', / · since Mon 15 Sep$/m],
    ['alice', 'calls 8 Sep to 12 Sep', / · 8–12 Sep$/m],
    ['alice', 'calls monday', / · Mon 15 Sep$/m],
    ['alice', 'calls 9 Sep', / · Tue 9 Sep$/m],
    ['alice', 'calls 2025-09-09', / · Tue 9 Sep$/m],
    ['alice', 'calls 9/10', / · Wed 10 Sep$/m],
    ['alice', 'calls 2025-09-18', 'still to come'],
    // In London the week begins on Monday, and the day comes first.
    ['dan', 'calls last week', / · last week \(8–14 Sep\)$/m],
    ['dan', 'calls 10/9', / · Wed 10 Sep$/m],
    ['dan', 'calls yesterday', /As of 17:\d\d\./],
    // On Lord Howe Island it is tomorrow already.
    ['frank', 'calls 2025-09-18', / · (today|Thu 18 Sep)$/m],
    ['frank', 'calls today', /As of 02:\d\d\./],
  ])('%s: %s', async (who, says, sees) => {
    expect(await journey.ask(who, journey.direct(who), says)).toMatch(sees);
  });

  test.each(['alice', 'bob', 'carol', 'dan', 'erin', 'frank', 'grace', 'heidi'] as const)('%s, counted by hand', async (who) => {
    const asker = journey.sandbox.company.extensions.find(({ id }) => id === journey.ids[who]);
    const zone = asker?.timeZone ?? journey.sandbox.company.timeZone;
    const now = DateTime.fromMillis(journey.clock.now(), { zone, locale: asker?.locale ?? 'en-US' });
    const midnight = now.startOf('day');
    const day = (iso: string) => DateTime.fromISO(iso, { zone });
    const weekStart = now.startOf('week', { useLocaleWeeks: true });
    const monday = midnight.minus({ days: (now.weekday + 6) % 7 });
    const stretches: Readonly<Record<string, readonly [DateTime, DateTime]>> = {
      yesterday: [midnight.minus({ days: 1 }), midnight],
      'last week': [weekStart.minus({ weeks: 1 }), weekStart],
      monday: [monday, monday.plus({ days: 1 })],
      '8 Sep to 12 Sep': [day('2025-09-08'), day('2025-09-13')],
      'last month': [day('2025-08-01'), day('2025-09-01')],
    };
    const parts = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];
    const mine = journey.sandbox.stories
      .flatMap((story) => truthOf(journey.sandbox.company, story))
      .filter(({ extensionId, part, outsideTotals }) => extensionId === asker?.id && parts.includes(part) && !outsideTotals);
    for (const [words, [from, to]] of Object.entries(stretches)) {
      const known = mine.filter(({ startedAt }) => startedAt >= +from && startedAt < +to).length;
      const answer = await journey.ask(who, journey.direct(who), `calls ${words}`);
      expect([words, answer.split(' ')[0]]).toEqual([words, known === 0 ? 'No' : String(known)]);
    }
  });
});
