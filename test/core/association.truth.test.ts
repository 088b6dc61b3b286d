/** The parts computed from call records equal what really happened, for companies and ninety days nobody has looked at. */
import { describe, expect, test } from 'vitest';
import { readCallRecord } from '../../src/adapters/ringcentral/callRecord.js';
import { associate, conversationKeyOf } from '../../src/core/association.js';
import type { CallRecord } from '../../src/core/call.js';
import { seedCompany } from '../sandbox/company.js';
import { directoryOfCompany } from '../sandbox/directory.js';
import { logStory } from '../sandbox/records.js';
import { tellStories } from '../sandbox/stories.js';
import { truthOf } from '../sandbox/truth.js';

const until = Date.UTC(2026, 10, 20, 18);
const days = 86_400_000;
/** Faxes and blocked calls are no calls; only that they are set apart is compared. */
const outside = (state: string) => state !== 'call';

describe.each([1, 7, 42, 1234, 987_654])('seed %i', (seed) => {
  test('no difference between the log and what happened', () => {
    const company = seedCompany(seed);
    const directory = directoryOfCompany(company);
    const differences: string[] = [];
    let compared = 0;
    for (const story of tellStories(company, { seed, from: until - 90 * days, to: until })) {
      const conversations = new Map<string, CallRecord[]>();
      for (const { record } of logStory(company, story)) {
        const read = readCallRecord(JSON.parse(JSON.stringify(record)));
        if (!read) throw new Error(`unreadable record ${record.id}`);
        const key = conversationKeyOf(read);
        conversations.set(key, [...(conversations.get(key) ?? []), read]);
      }
      const said = [...conversations.values()]
        .flatMap((records) => associate(records, directory))
        .map(
          (p) =>
            `${p.extension} ${p.direction} ${outside(p.state) ? '' : p.part} ${p.state} internal:${p.internal} with:${p.counterpart.extensionId ?? '-'}`,
        )
        .sort();
      const happened = truthOf(company, story)
        .map(
          (t) =>
            `${t.extensionId} ${t.direction.toLowerCase()} ${outside(t.outsideTotals ?? 'call') ? '' : t.part} ${t.outsideTotals ?? 'call'} internal:${t.internal} with:${t.counterpartId ?? '-'}`,
        )
        .sort();
      compared += happened.length;
      if (said.join('\n') !== happened.join('\n')) {
        differences.push(
          `${story.kind} ${JSON.stringify(story)}\n${
            process.env.RECORDS
              ? JSON.stringify(
                  logStory(company, story).map((r) => r.record),
                  null,
                  1,
                )
              : ''
          }\n  said     ${said.join('\n           ')}\n  happened ${happened.join('\n           ')}`,
        );
      }
    }
    expect(compared).toBeGreaterThan(2000);
    expect(differences.length, differences.slice(0, 5).join('\n')).toBe(0);
  });
});
