/** Who sees what of a queue, and of everybody's calls with one number or person; in the same rooms, by the same tables. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { callerOf, customer, people, type Who, withCustomer } from './company.js';
import { ask, betrayed, type Cell, calledIn } from './house.js';
import { about, expected, inside, judge, places, spoken, subjects } from './judging.js';

const complaints = vi.spyOn(console, 'error');
beforeEach(() => void complaints.mockClear());

const isNear = ({ room }: Cell) => room === 'team' || room === 'group' || room === 'direct';

describe.each(places)('where the operator says %s and the room %s', (colleagues, setting) => {
  const here = inside(colleagues, setting);

  // Only those whose calls could be listed near the question: the others are neither shown nor counted.
  test.each(about('history of a party').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here) {
      const near = isNear(cell) ? 'L' : 'l';
      const listed = withCustomer.filter((who) => expected(cell, who).mark === near);
      for (const party of [customer, ...subjects.map(spoken)])
        await judge(cell, `${name} ${party}`, (seen) => {
          const [where, other] = isNear(cell) ? [seen.here, seen.direct] : [seen.direct, seen.here];
          expect(betrayed(where)).toEqual({ counted: listed, listed });
          expect(betrayed(other)).toEqual({ counted: [], listed: [] });
          if (party === customer) expect(withCustomer.filter((who) => where.includes(people[who].name))).toEqual(listed);
          if (cell.room === 'team' || cell.room === 'group') expect(where).not.toContain('555');
        });
    }
    expect(complaints).not.toHaveBeenCalled();
  });

  // A name is only that of a caller of somebody whose calls could be listed near the question: else it is nobody's.
  test.each(about('history of a party').map(({ name }) => name))('%s, by the name a caller gave', async (name) => {
    for (const cell of here) {
      const none = await ask(cell, `${name} Ofnobody`);
      const near = isNear(cell) ? 'L' : 'l';
      const listed = withCustomer.filter((who) => expected(cell, who).mark === near);
      for (const called of withCustomer)
        await judge(cell, `${name} of${called}`, (seen) => {
          const [where, other] = isNear(cell) ? [seen.here, seen.direct] : [seen.direct, seen.here];
          const found = listed.includes(called);
          expect(betrayed(where)).toEqual(found ? { counted: listed, listed } : { counted: [], listed: [] });
          expect(betrayed(other)).toEqual({ counted: [], listed: [] });
          if (found) expect(where).toContain(callerOf(called));
          else expect({ ...seen, here: seen.here.replace(`of${called}`, 'Ofnobody') }).toEqual(none);
        });
    }
    expect(complaints).not.toHaveBeenCalled();
  });

  // By a call: as for a look at that call, and then as for its number; alone where the call could only be looked at alone.
  test.each(about('history of a party').map(({ name }) => name))('%s, by a listed call', async (name) => {
    for (const cell of here) {
      const none = await ask(cell, `${name} #9999`);
      const isHolder = cell.asker === 'holder' || cell.asker === 'named holder';
      for (const [number, involved] of calledIn) {
        const marked = (of: readonly Who[], ...marks: string[]) =>
          of.filter((who) => (who === 'unlisted' ? isHolder && marks.includes('l') : marks.includes(expected(cell, who).mark)));
        const nearBy = marked(involved, 'L', ...(cell.room === 'direct' ? ['l'] : [])).length > 0;
        const alone = !nearBy && marked(involved, 'l').length > 0;
        // Alone, a holder sees everybody's.
        const listed = alone && isHolder ? withCustomer : marked(withCustomer, ...(nearBy ? ['L'] : alone ? ['L', 'l'] : []));
        await judge(cell, `${name} #${number}`, (seen) => {
          const [where, other] = alone ? [seen.direct, seen.here] : [seen.here, seen.direct];
          expect(betrayed(where)).toEqual({ counted: listed, listed });
          expect(betrayed(other)).toEqual({ counted: [], listed: [] });
          if (!nearBy && !alone) expect(seen.here).toBe(none.here.replace('9999', String(number)));
          if (cell.room === 'team' || cell.room === 'group') expect(seen.here).not.toContain('555');
        });
      }
    }
    expect(complaints).not.toHaveBeenCalled();
  });

  // The asker answers no queue, so that only holders see one: of its agents, those whose figures they may see where the answer stands.
  test.each(about('figures of a queue').map(({ name }) => name))('%s', async (name) => {
    for (const cell of here) {
      const isHolder = cell.asker === 'holder' || cell.asker === 'named holder';
      await judge(cell, `${name} Support`, (seen) => {
        if (!isHolder) {
          expect(betrayed(seen.here + seen.direct)).toEqual({ counted: [], listed: [] });
          expect(seen.here + seen.direct).toMatch(/permission|In this room everybody sees only/);
          return;
        }
        const moved = seen.direct !== '';
        const shown = subjects.filter((who) => {
          const { mark } = expected(cell, who);
          return mark !== '-' && (moved || mark === mark.toUpperCase());
        });
        const unlisted = moved || cell.room === 'direct' ? (['unlisted'] as const) : [];
        const where = moved ? seen.direct : seen.here;
        expect(betrayed(where)).toEqual({ counted: [...shown, ...unlisted], listed: [] });
        expect(where).toContain('40 calls · Support');
        if (moved) expect(seen.here).toMatch(/^I've answered you directly, because [^\n]+\.$/);
      });
    }
    expect(complaints).not.toHaveBeenCalled();
  });
});
