/**
 * Who sees whose calls, where: every command, through the bot's own pipeline, against tables that a works council can read. The commands
 * are those of the list, so that a new one is judged here without anybody thinking of it.
 */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { abouts } from '../../../src/bot/command/description.js';
import { commands } from '../../../src/commands/index.js';
import { customer, people, withCustomer } from './company.js';
import { ask, betrayed, type Cell, calledIn } from './house.js';
import { about, asFigures, cells, expected, holds, inside, insiders, judge, places, spoken, subjects } from './judging.js';

const complaints = vi.spyOn(console, 'error');
beforeEach(() => void complaints.mockClear());

describe('every command says whose calls it tells of', () => {
  test.each(commands.map((command) => [command.name, command] as const))('%s', (_name, { about: what, takes }) => {
    expect(abouts).toContain(what);
    expect(takes.includes('people')).toBe(what.endsWith(' people'));
    expect(takes.includes('party')).toBe(what.endsWith(' a party'));
    if (what === 'figures of a queue') expect(takes).toContain('queue');
    expect(takes.includes('call')).toBe(what === 'one call');
    expect(takes.includes('line')).toBe(what === 'another command');
  });
});

describe.each(places)('where the operator says %s and the room %s', (colleagues, setting) => {
  const here = inside(colleagues, setting);

  test.each(about('calls of people').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here)
      for (const subject of [...subjects, 'everybody'] as const)
        await judge(cell, `${name} ${spoken(subject)}`, (seen) => holds(seen, expected(cell, subject), cell));
    expect(complaints).not.toHaveBeenCalled();
  });

  test.each(about('figures of people').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here)
      for (const subject of [...subjects, 'everybody'] as const)
        await judge(cell, `${name} ${spoken(subject)}`, (seen) => holds(seen, asFigures(expected(cell, subject)), cell));
    expect(complaints).not.toHaveBeenCalled();
  });

  test.each(about('calls between people').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here)
      for (const subject of subjects.filter((one) => one !== 'me')) {
        const { mark } = expected(cell, subject);
        const pair = { mark, whose: ['me', subject] as const };
        for (const line of [`${name} ${spoken(subject)}`, `${name} ${spoken('me')} and ${spoken(subject)}`])
          await judge(cell, line, (seen) => holds(seen, pair, cell));
      }
    expect(complaints).not.toHaveBeenCalled();
  });

  // What may be scheduled, it shows what it would look like: no more than the question itself.
  test.each(about('another command').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here)
      for (const subject of [...subjects, 'everybody'] as const)
        for (const asked of about('calls of people').filter(({ reads }) => reads))
          await judge(cell, `${name} daily at 9:00 ${asked.name} ${spoken(subject)}`, (seen) =>
            holds(seen, expected(cell, subject), cell),
          );
    for (const cell of here)
      for (const asked of about('figures of people').filter(({ reads }) => reads))
        await judge(cell, `${name} daily at 9:00 ${asked.name}`, (seen) =>
          holds(seen, asFigures(expected(cell, 'everybody')), cell),
        );
    expect(complaints).not.toHaveBeenCalled();
  });

  test.each(about('calls with a party').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here) {
      const near = cell.room === 'team' || cell.room === 'group' || cell.room === 'direct' ? 'L' : 'l';
      // Only what the answer could list near the question: it is not moved for the sake of a last call.
      const listed = subjects.filter((subject) => expected(cell, subject).mark === near);
      for (const subject of subjects) {
        const whose = listed.includes(subject) ? subject : 'me';
        await judge(cell, `${name} ${spoken(subject)}`, (seen) => {
          const [where, other] = near === 'L' ? [seen.here, seen.direct] : [seen.direct, seen.here];
          expect(betrayed(where).listed).toEqual([whose]);
          expect(betrayed(other).listed).toEqual([]);
        });
      }
      await judge(cell, `${name} ${customer}`, (seen) => {
        const [where, other] = near === 'L' ? [seen.here, seen.direct] : [seen.direct, seen.here];
        const whose = withCustomer.filter((who) => listed.includes(who));
        expect(withCustomer.filter((who) => where.includes(people[who].name))).toEqual(whose);
        expect(betrayed(where).listed).toEqual(whose.slice(0, 1));
        if (whose.length === 0) expect(where).toContain('No conversation with you that I know of.');
        expect(betrayed(other).listed).toEqual([]);
      });
    }
    expect(complaints).not.toHaveBeenCalled();
  });

  // Near the question, the parts of those whose calls would be listed there; where there are none, alone; else the call is not there.
  test.each(about('one call').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here) {
      const none = await ask(cell, `${name} #9999`);
      const open = cell.asker === 'holder' || cell.asker === 'named holder';
      for (const [number, involved] of calledIn) {
        const marked = (mark: string) =>
          involved.filter((who) => (who === 'unlisted' ? open && mark === 'l' : expected(cell, who).mark === mark));
        const near = [...marked('L'), ...(cell.room === 'direct' ? marked('l') : [])];
        const whose = near.length > 0 ? near : marked('l');
        await judge(cell, `${name} #${number}`, (seen) => {
          const [where, other] = near.length > 0 ? [seen.here, seen.direct] : [seen.direct, seen.here];
          expect(betrayed(where).listed).toEqual(whose);
          expect(involved.filter((who) => where.includes(people[who].name))).toEqual(whose);
          expect(betrayed(other).listed).toEqual([]);
          if (whose.length === 0) expect(seen.here).toBe(none.here.replace('9999', String(number)));
        });
      }
    }
    expect(complaints).not.toHaveBeenCalled();
  });

  test('nothing else tells of calls', async () => {
    for (const cell of here)
      for (const { name } of [...about('oneself'), ...about('nothing')])
        for (const rest of ['', ' 1102', ' me', ' room details', ' all'])
          await judge(cell, name + rest, (seen) => {
            expect(betrayed(seen.here + seen.direct)).toEqual({ counted: [], listed: [] });
          });
    expect(complaints).not.toHaveBeenCalled();
  });
});

test('who is not surely a colleague gets nothing, by any command, anywhere', async () => {
  const strangers = cells.filter(({ asker }) => !insiders.some((one) => one === asker));
  expect(strangers.length).toBeGreaterThan(300);
  for (const cell of strangers.filter(({ setting }) => setting === 'details' || setting === null))
    for (const { name } of commands)
      await judge(cell, `${name} 1102`, (seen) => {
        expect(seen.here).toBe('I answer only people of the company whose phone system I read.');
        expect(seen.direct).toBe('');
      });
});

describe('who is kept out of the directory', () => {
  const where = cells.filter(
    ({ room, setting, colleagues }) => setting === null && colleagues === 'totals' && room !== 'everyone',
  );
  test.each(about('calls of people').map(({ name }) => name))('%s: like a number nobody has, but for holders', async (name) => {
    for (const cell of where.filter(({ asker }) => asker === 'colleague' || asker === 'manager'))
      for (const [real, none] of [
        ['1106', '1996'],
        ['Quirina Unlisted', 'Xaverine Unknown'],
        ['![:Person](106)', '![:Person](996)'],
      ] as const) {
        const unknown = await ask(cell, `${name} ${none}`);
        await judge(cell, `${name} ${real}`, (seen) => {
          expect(seen.here.replaceAll(real, none)).toBe(unknown.here);
          expect(seen.direct.replaceAll(real, none)).toBe(unknown.direct);
        });
      }
    for (const cell of where.filter(({ asker }) => asker === 'holder' || asker === 'named holder'))
      await judge(cell, `${name} 1106`, (seen) => expect(betrayed(seen.here + seen.direct).listed).toEqual(['unlisted']));
  });
});

test('one refusal names all who may not be shown, and nobody else', async () => {
  const cell: Cell = { asker: 'colleague', room: 'team', setting: null, colleagues: 'totals' };
  const { here } = await ask(cell, 'calls 1101 1102 1103 1105');
  expect(here).toContain('Hedda Hidden and Abe Absent are not among them');
  expect(here).toContain(
    'needs the FullCompanyCallLog permission in your RingCentral role, or the operator can name you a manager',
  );
  expect(here).not.toContain('Mia');
});
