/** Every figure in every answer is as long a list: for made-up companies, any question, any rules. `SEED` and `AGREEMENT_RUNS` try others. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCallRecord } from '../../../src/adapters/ringcentral/callRecord.js';
import type { Rules } from '../../../src/core/rules.js';
import { type Database, engines, stopEngines } from '../../adapters/store/engines.js';
import { type Choices, choosing, numbers } from '../../core/conversations/choices.js';
import { type Company, makeCompany } from '../../core/conversations/company.js';
import { delivered } from '../../core/conversations/delivery.js';
import { logOf } from '../../core/conversations/records.js';
import { tell } from '../../core/conversations/telling.js';
import { handOf } from '../../core/conversations/wire.js';
import { hasCount } from './figures.js';
import { type House, inTeam, moveIn } from './house.js';
import { listing } from './listing.js';
import { commandsAsked, drawn, lineOf } from './questions.js';
import { figuresIn } from './reading.js';

const runs = Number(process.env.AGREEMENT_RUNS ?? 0);
const callsInCompany = 45;
const questionsAsked = 11;

const opening = { from: { hour: 9, minute: 0 }, to: { hour: 17, minute: 30 } };
const week = { mon: opening, tue: opening, wed: opening, thu: opening, fri: { ...opening, to: { hour: 13, minute: 0 } } };
const locales = [
  { zone: 'America/New_York', language: 'en-US', hour12: true },
  { zone: 'Europe/Berlin', language: 'de-DE', hour12: false },
  { zone: 'Asia/Kathmandu', language: 'en-GB', hour12: false },
] as const;
const moments = [
  ...[Date.UTC(2026, 10, 20, 18, 0), Date.UTC(2026, 10, 20, 23, 30), Date.UTC(2026, 10, 21, 15, 0)],
  ...[Date.UTC(2026, 10, 1, 9, 45), Date.UTC(2026, 9, 25, 12, 0), Date.UTC(2026, 10, 22, 11, 30)],
];

function rulesDrawn(c: Choices): Rules {
  return {
    missed: c.rarely(2) ? { callerGaveUpWithin: c.one([8, 20]) } : {},
    hours: { zones: c.rarely(4) ? {} : { '*': { week, holidays: [] } }, holidays: c.rarely(2) ? ['2026-11-20'] : [] },
    serviceLevel: c.one([3, 20]),
    queueRingsCount: c.rarely(2),
    internal: c.rarely(2) ? 'left out' : 'counted',
  };
}

function houseDrawn(c: Choices, company: Company, each: readonly (readonly number[])[]): House {
  const records = each.map((one, at) => {
    const hand = choosing(one);
    const wires = tell(hand, company, at * 2).flatMap((story) => delivered(hand, logOf(handOf(hand, company), story).records));
    return wires.flatMap((wire) => readCallRecord(JSON.parse(JSON.stringify(wire))) ?? []);
  });
  const moment = c.one(moments);
  // To the minute, or just as a call begins: that one is in no period until now.
  const now = c.rarely(3) ? (records.flat().find(({ startTime }) => startTime < moment)?.startTime ?? moment) : moment;
  return { company, rules: rulesDrawn(c), now, locale: c.one(locales), pageSize: c.one([3, 10, 30]), records: [records.flat()] };
}

afterAll(stopEngines);

describe.each(engines)('figures and lists on $name', ({ name, database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());

  it('agree, each with its own', { timeout: 600_000 }, async () => {
    const [store, engine] = [await db.open(), await db.engine()];
    let compared = 0;
    let listed = 0;
    const property = fc.asyncProperty(fc.noShrink(fc.noBias(fc.nat())), async (drawnFrom) => {
      const [ofCompany = [], ofQuestions = [], ...ofCalled] = fc.sample(numbers(200), {
        seed: drawnFrom,
        numRuns: callsInCompany + 2,
      });
      const company = makeCompany(choosing(ofCompany));
      const c = choosing(ofQuestions);
      const house = houseDrawn(c, company, ofCalled);
      const ask = await moveIn(store, engine, house);
      const list = listing(ask);
      const differences: string[] = [];
      for (let at = 0; at < questionsAsked; at += 1) {
        // Most filters are asked of lists.
        const command = commandsAsked[at] ?? 'calls';
        const question = drawn(c, company, command, Object.keys(house.rules.hours.zones).length > 0);
        const measure = command === 'top' ? c.one(['calls', 'time', 'missed', 'answered']) : undefined;
        const line = lineOf(command, question, measure);
        const pages = await list.pages(question.place, line);
        // A period that had not begun, or a weekday's hours nobody set.
        if (!hasCount(pages[0] ?? '')) continue;
        const reading = {
          question,
          company,
          now: house.now,
          locale: house.locale,
          everybody: inTeam(company).slice(0, question.place === 'team' ? undefined : 1),
          pages,
          ...(measure && { measure }),
        };
        for (const { what, count, of } of figuresIn[command](reading)) {
          const listLine = lineOf('calls', of);
          const length = await list.length(of.place, listLine);
          if (length !== count)
            differences.push(`${line} says ${count} (${what}), and ${listLine} lists ${length}\n${pages.join('\n')}`);
          compared += 1;
        }
      }
      listed += list.asked();
      expect(differences).toEqual([]);
    });
    await fc.assert(property, { numRuns: runs || (name === 'sqlite' ? 8 : 2), endOnFailure: true });
    if (runs > 0) console.log(`${name}: ${compared} figures compared with ${listed} lists`);
    // Another seed may draw small companies.
    expect(compared).toBeGreaterThan(process.env.SEED === undefined ? 100 : 20);
  });
});
