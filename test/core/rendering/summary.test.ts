/** `summary` and `top` as they stand in a chat: for two people, for two hundred, for nobody, for what is not known. */
import { expect, test } from 'vitest';
import { periodBefore } from '../../../src/core/period/before.js';
import type { CallTotals } from '../../../src/core/question.js';
import { type SummaryAnswer, summaryAnswer } from '../../../src/core/rendering/summary.js';
import { topAnswer } from '../../../src/core/rendering/top.js';
import { post, postLimit } from '../../../src/core/text.js';
import { figures, people, reference, telling, totalsOf } from './telling.js';

const [alice, bob, carol, dan] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0], (typeof people)[0]];
const nothing = totalsOf([]);

function said(
  subjects: readonly (typeof people)[0][],
  totals: CallTotals,
  earlier: CallTotals,
  more: Partial<SummaryAnswer> = {},
) {
  const told = telling(subjects);
  const before = { ...periodBefore(told.period, reference), totals: earlier };
  return summaryAnswer({ ...told, totals, before, page: 1, everybody: false, ...more }).join('\n');
}

test('two people, one of whom shares a call with the other', () => {
  const totals = totalsOf(
    [
      [alice, figures({ answered: 4, missed: 1, connected: 2, 'not connected': 1, rang: 36 })],
      [bob, figures({ answered: 1, voicemail: 1 })],
    ],
    1,
  );
  const earlier = totalsOf([[alice, figures({ answered: 3, missed: 3 })]]);
  expect(said([bob, alice], totals, earlier)).toBe(`9 calls · Bob Ray, Alice Chen · last week (9–15 Nov)
5 answered, 1 missed, 1 to voicemail, 3 made (2 connected), 7 min on calls
All together: calls ▲3, missed ▼2.
* Alice Chen: 8 calls ▲2: 4 answered, 1 missed ▼2, 3 made (2 connected), 6 min on calls, 1 min on average, longest 3 min; besides, 36 only rang
* Bob Ray: 2 calls ▲2: 1 answered, 1 to voicemail, 1 min on calls
These lines add up to 10 and overlap: a call in which several of them had a part stands in each one's line, and once in the total.
▲ more and ▼ fewer than 2–8 Nov.
Behind the figures: **calls missed 1002 1001 last week**; likewise answered, voicemail, declined, made, connected, rang.
As of 11:30.`);
});

test('one person, as many calls as before', () => {
  const own = totalsOf([[alice, figures({ answered: 2 })]]);
  expect(said([alice], own, own)).toBe(`2 calls · Alice Chen · last week (9–15 Nov)
2 calls ±0: 2 answered, 2 min on calls, 1 min on average, longest 1 min
▲ more and ▼ fewer than 2–8 Nov.
Behind the figures: **calls missed 1001 last week**; likewise answered, voicemail, declined, made, connected, rang.
As of 11:30.`);
});

test('whoever had calls before and none now is told so; who had none either is only named', () => {
  const totals = totalsOf([[alice, figures({ answered: 1 })]]);
  const earlier = totalsOf([
    [alice, figures({ answered: 1 })],
    [bob, figures({ missed: 5 })],
  ]);
  const told = said([alice, bob, carol, dan], totals, earlier, { everybody: true });
  expect(told).toContain('* Bob Ray: no calls ▼5: 0 missed ▼5\nNo calls: Carol Diaz and Dan Moss.');
  expect(told).toContain('Behind the figures: **calls missed last week**');
});

test('nobody had any', () => {
  expect(said([alice, bob], nothing, nothing)).toBe(
    'No calls · Alice Chen, Bob Ray · last week (9–15 Nov)\nNo calls: Alice Chen and Bob Ray.\nAs of 11:30.',
  );
});

test('what was not read is neither called nothing nor compared with', () => {
  const coverage = { through: reference.now, coveredFrom: Date.UTC(2026, 10, 6), target: 0, startedAt: reference.now };
  const totals = totalsOf([[alice, figures({ answered: 1 })]]);
  const told = said([alice, bob], totals, nothing, { coverage });
  expect(told).not.toMatch(/[▲▼]/);
  expect(told).toContain('Not compared with 2–8 Nov, of which not all is known.');
});

test('two hundred people fit a post, page by page, and the rest is added up', () => {
  const each = people.map((one, n) => [one, figures({ answered: 205 - n, missed: 1 })] as const);
  const totals = totalsOf(each);
  const pages = [1, 2, 11].map((page) => said(people, totals, nothing, { page, everybody: true }));
  for (const page of pages) expect(post(page.split('\n'))).toBe(page);
  expect(pages[0]?.length).toBeLessThan(postLimit / 2);
  const rest = each.slice(20).reduce((sum, [, { calls }]) => sum + calls, 0);
  expect(pages[0]).toContain(
    `* 185 more people, whose lines add up to ${rest} calls, ${rest - 185} answered and 185 missed: ask again with **page 2**.`,
  );
  expect(pages[0]).toContain('* Alice Chen: 206 calls');
  expect(pages[1]).toContain('* Person 21: 186 calls');
  expect(pages[2]).toContain('* Person 205: 2 calls');
  expect(pages[2]).not.toContain('more people');
  expect(said(people, totals, nothing, { page: 12 })).toContain('There is no page 12: this is 11 pages long.');
});

test('a ranking: whoever is level shares a place', () => {
  const totals = totalsOf([
    [alice, figures({ answered: 4 })],
    [bob, figures({ missed: 2, connected: 5 })],
    [carol, figures({ answered: 4 })],
    [people[9] as typeof alice, figures({ answered: 1 })],
  ]);
  const subjects = [dan, carol, bob, alice, people[9] as typeof alice];
  const ranking = { ...telling(subjects), totals, page: 1, pageSize: 10 };
  expect(topAnswer({ ...ranking, measure: 'calls' }).join('\n')).toBe(`16 calls · Dan Moss, Carol Diaz +3 · last week (9–15 Nov)
Most calls first:
* 1st: Bob Ray, 7
* 2nd: Alice Chen, 4
* 2nd: Carol Diaz, 4
* 4th: Person 10, 1
None: 1 person.
Behind the figures: **calls 1004 1003 1002 1001 1010 last week**.
As of 11:30.`);
  expect(topAnswer({ ...ranking, measure: 'time', page: 2, pageSize: 3 }).join('\n')).toContain('* 4th: Person 10, 1 min\nNone');
  expect(topAnswer({ ...ranking, measure: 'time', pageSize: 3 })).toContain('1 more person: ask again with **page 2**.');
  const missed = totalsOf([[bob, figures({ missed: 2 })]]);
  expect(topAnswer({ ...ranking, totals: missed, measure: 'missed' })[0]).toBe(
    '2 missed calls · Dan Moss, Carol Diaz +3 · last week (9–15 Nov)',
  );
});
