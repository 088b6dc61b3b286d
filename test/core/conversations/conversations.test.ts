/** Ten thousand conversations nobody has looked at: what the log's records say of everybody is what happened. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCallRecord } from '../../../src/adapters/ringcentral/callRecord.js';
import { associate, conversationKeyOf } from '../../../src/core/association.js';
import type { CallRecord } from '../../../src/core/call.js';
import { choosing, numbers } from './choices.js';
import { directoryOfCompany, makeCompany } from './company.js';
import { differences } from './compared.js';
import { current, delivered } from './delivery.js';
import { logOf } from './records.js';
import { tell } from './telling.js';
import { handOf } from './wire.js';

const inCompany = 25;
const conversations = 10_000;

test('zero differences', () => {
  let compared = 0;
  fc.assert(
    fc.property(numbers(12), fc.array(numbers(90), { minLength: inCompany, maxLength: inCompany }), (drawn, each) => {
      const company = makeCompany(choosing(drawn));
      const directory = directoryOfCompany(company);
      for (const [at, one] of each.entries()) {
        const c = choosing(one);
        for (const story of tell(c, company, at * 2)) {
          const { key, records } = logOf(handOf(c, company), story);
          const read = delivered(c, JSON.parse(JSON.stringify(records))).map((wire) => readCallRecord(wire) as CallRecord);
          const said = associate(read, directory);
          const found = differences(story, said, company);
          if (found.length > 0)
            expect.fail([...found, JSON.stringify(story), ...records.map((record) => JSON.stringify(record))].join('\n'));
          if (current(read).some((record) => conversationKeyOf(record) !== key))
            expect.fail(`not all records of ${story.number} are under ${key}`);
          compared += 1;
        }
      }
    }),
    { numRuns: conversations / inCompany, seed: 1, endOnFailure: true },
  );
  expect(compared).toBeGreaterThanOrEqual(conversations);
}, 180_000);
