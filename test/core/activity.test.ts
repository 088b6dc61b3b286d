/** Days and quarters of an hour in every zone, whose posts count, and how calls and posts read side by side. */
import { describe, expect, test } from 'vitest';
import { areCounted, daysOf, isIn, quarterOf } from '../../src/core/activity.js';
import { quarterHour } from '../../src/core/calendar.js';
import { directoryOf, type Extension } from '../../src/core/directory.js';
import { accountId, extensionId, personId } from '../../src/core/model.js';
import { type ActivityAnswer, activityAnswer } from '../../src/core/rendering/activity.js';

const hour = 3_600_000;
const day = 24 * hour;
const reference = (zone: string, now = Date.UTC(2026, 10, 18, 20)) => ({
  now,
  locale: { zone, language: 'en-GB', hour12: false },
});

describe('days', () => {
  test.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 28, 23), 23],
    ['Europe/Berlin', Date.UTC(2026, 9, 24, 22), 25],
    ['America/New_York', Date.UTC(2026, 10, 1, 4), 25],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 13), 24.5],
    ['Asia/Kathmandu', Date.UTC(2026, 10, 17, 18, 15), 24],
  ])('in %s from %s on, the first is %s hours long, and each begins with a quarter of an hour', (zone, from, hours) => {
    const days = daysOf({ from, to: from + 3 * day }, reference(zone), 7) ?? [];
    const [first] = days;
    expect(((first?.span.to ?? 0) - (first?.span.from ?? 0)) / hour).toBe(hours);
    for (const { span } of days) expect(span.from).toBe(quarterOf(span.from));
    // One ends where the next begins, so that every post is in one of them.
    expect(days.map(({ span }) => span.to).slice(0, -1)).toEqual(days.map(({ span }) => span.from).slice(1));
    expect(days.at(-1)?.span.to).toBe(from + 3 * day);
  });

  test('are no more than asked for, and none where there is no time', () => {
    expect(daysOf({ from: 0, to: 8 * day }, reference('UTC'), 7)).toBeNull();
    expect(daysOf({ from: 5, to: 5 }, reference('UTC'), 7)).toEqual([]);
  });
});

test('a span takes whole quarters: the one it begins in, and none that begins when it has ended', () => {
  const span = { from: 5 * quarterHour + 1, to: 7 * quarterHour };
  expect([4, 5, 6, 7].filter((n) => isIn({ from: n * quarterHour }, span))).toEqual([5, 6]);
});

const extension = (id: string, name: string, type = 'User'): Extension => ({
  id: extensionId(id),
  kind: type === 'User' ? 'person' : type === 'Bot' ? 'bot' : 'queue',
  type,
  status: 'Enabled',
  name,
  numbers: [],
});
const [ann, ben] = [extension('1', 'Ann Archer'), extension('2', 'Ben Baker')];
const directory = directoryOf(accountId('9'), [
  ann,
  ben,
  extension('3', 'Support', 'Department'),
  extension('4', 'Robot', 'Bot'),
]);

test('only posts of the company’s people count', () => {
  const told = (id: string, company: string | null) =>
    areCounted(
      personId(id),
      company === null ? undefined : { id: personId(id), name: 'N', companyId: accountId(company) },
      directory,
    );
  expect(['1', '2', '77'].map((id) => told(id, '9'))).toEqual([true, true, true]);
  expect(['3', '4', 'glip-1'].map((id) => told(id, '9'))).toEqual([false, false, false]);
  expect([told('1', '8'), told('77', '8'), told('1', null)]).toEqual([false, false, false]);
});

describe('side by side', () => {
  const now = Date.UTC(2026, 10, 18, 20);
  const span = { from: Date.UTC(2026, 10, 16), to: now };
  const days = daysOf(span, reference('UTC'), 7) ?? [];
  const of = (calls: number, posts: number | null, missed = 0, talkMs = 0) => ({ calls, posts, missed, talkMs });
  const answer = (more: Partial<ActivityAnswer> = {}) =>
    activityAnswer({
      subjects: [ann, ben],
      everybody: true,
      period: { span, label: 'this week (16–18 Nov)', words: 'this week' },
      people: [
        { who: ann, whole: of(3, 10, 1, 600_000), days: [of(2, 4, 1), of(0, 0), of(1, 6)] },
        { who: ben, whole: of(1, 2), days: [of(1, 1), of(0, 1), of(0, 0)] },
      ],
      whole: of(3, 12, 1, 600_000),
      days,
      posts: { rooms: ['Sales'], knownFrom: 0, isRead: true, inDoubt: false, alone: false },
      coverage: { through: now, coveredFrom: 0, target: 0 },
      directory,
      numbers: { isRoom: true, inFull: false, never: [] },
      reference: reference('UTC'),
      ...more,
    });

  test('each one’s days, and that calls can be shared', () => {
    expect(answer()).toEqual([
      '3 calls · Ann Archer, Ben Baker · this week (16–18 Nov)',
      '1 missed, 10 min on calls · 12 posts',
      'Ann Archer: 3 calls (1 missed, 10 min), 10 posts',
      '* Mon 16 Nov: 2 calls (1 missed), 4 posts',
      '* Tue 17 Nov: no calls, no posts',
      '* Wed 18 Nov: 1 call, 6 posts',
      'Ben Baker: 1 call, 2 posts',
      '* Mon 16 Nov: 1 call, 1 post',
      '* Tue 17 Nov: no calls, 1 post',
      '* Wed 18 Nov: no calls, no posts',
      'The calls of each add up to more than the total, since one call can involve several of them.',
      'The calls one by one: **calls this week**.',
      'As of 20:00.',
    ]);
  });

  test('since when posts are known, and no count of a day before that', () => {
    const posts = { rooms: ['Sales'], knownFrom: Date.UTC(2026, 10, 17, 9), isRead: false, inDoubt: true, alone: false };
    const lines = answer({ posts });
    expect(lines).toContain('Posts known from Tue 17 Nov 09:00 on; older ones are still being read.');
    expect(lines).toContain('Some posts may be missing: I am reading what I did not hear of.');
    expect(lines).toContain('* Mon 16 Nov: 2 calls (1 missed)');
    expect(answer({ posts: { ...posts, isRead: true } })).toContain('Posts known from Tue 17 Nov on.');
    expect(answer({ posts: { ...posts, knownFrom: null } })).toContain('The posts have not been read yet.');
  });

  test('where nothing is counted, how to turn it on', () => {
    const posts = { rooms: [], knownFrom: null, isRead: true, inDoubt: false, alone: false };
    expect(answer({ posts })).toContain('Posts are not counted in this chat. **activity on** turns it on.');
    expect(answer({ posts: { ...posts, alone: true } }).join(' ')).toContain('in no chat that you share with them and me');
  });

  test('names of rooms are harmless, and many of them a number', () => {
    const rooms = ['**Sales**', 'B', 'C', 'D', 'E', 'F', ''];
    const posts = { rooms, knownFrom: 0, isRead: true, inDoubt: false, alone: true };
    expect(answer({ posts })).toContain('Posts in ∗∗Sales∗∗, B, C, D, E and 2 other chats.');
  });

  test('many people are one line each and the busiest day, and fit a post', () => {
    const crowd = Array.from({ length: 200 }, (_, n) => extension(`${n + 10}`, `Somebody With A Long Name ${n}`));
    const people = crowd.map((who) => ({ who, whole: of(12, 345, 6, 7_000_000), days: [] }));
    const busiest = { day: days[1] as (typeof days)[number], of: of(99, 1000) };
    const lines = answer({ subjects: crowd, people, days: [], busiest });
    expect(lines).toContain('And 170 more people.');
    expect(lines).toContain('Busiest day: Tue 17 Nov, 99 calls, 1000 posts.');
    expect(lines.join('\n').length).toBeLessThan(9_999);
    const week = Array.from({ length: 7 }, () => of(12, 345, 6, 7_000_000));
    const table = answer({
      people: people.slice(0, 8).map((each) => ({ ...each, days: week })),
      days: [...days, ...days, ...days].slice(0, 7),
    });
    expect(table.join('\n').length).toBeLessThan(9_999);
  });

  test('of one person needs no line of its own', () => {
    expect(answer({ subjects: [ann], people: [{ who: ann, whole: of(0, 0), days: [] }], whole: of(0, 0), days: [] })).toEqual([
      'No calls · Ann Archer · this week (16–18 Nov)',
      'no posts',
      'As of 20:00.',
    ]);
  });
});
