import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { seedCompany } from './company.js';
import type { LoggedRecord } from './model.js';
import { logStory } from './records.js';
import { tellStories } from './stories.js';

const to = Date.UTC(2026, 5, 30, 12);
const from = to - 90 * 86_400_000;
const contract = join(import.meta.dirname, '../../../shared/ringcentral/openapi.yml');

function ninetyDays(seed: number) {
  const company = seedCompany(seed);
  const stories = tellStories(company, { seed, from, to });
  return { company, stories, records: stories.flatMap((story) => logStory(company, story)) };
}

type Leg = { action: string; result?: string; direction: string; legType: string; extension?: { id: number }; master?: true };
const legs = ({ record }: LoggedRecord) => record.legs as Leg[];

describe('the call log of ninety days', () => {
  const { company, stories, records } = ninetyDays(1);

  it('is the same each time', () => {
    expect(ninetyDays(1).records).toEqual(records);
  });

  it('gives every record an id of its own, and no two stories one session', () => {
    expect(new Set(records.map(({ record }) => record.id)).size).toBe(records.length);
    const storyOf = new Map<string, string>();
    for (const { record, storyId } of records) {
      const key = record.telephonySessionId ?? record.sessionId;
      expect(key).not.toBe('0');
      expect(storyOf.get(`${key}`) ?? storyId).toBe(storyId);
      storyOf.set(`${key}`, storyId);
    }
  });

  it('lets a record be read 15 to 30 seconds after its session ended', () => {
    for (const story of stories) {
      const end = story.startedAt + Math.max(...story.events.map(({ at }) => at));
      const times = logStory(company, story).map(({ visibleAt }) => visibleAt);
      expect(Math.max(...times)).toBeGreaterThanOrEqual(end - 1 + (story.kind === 'warm-transfer' ? 0 : 15_000));
      expect(Math.max(...times)).toBeLessThanOrEqual(end + 30_000);
    }
  });

  it('writes extension ids as numbers and party ids as strings, neither always', () => {
    const top = records.map(({ record }) => record.extension as { id: unknown } | undefined);
    expect(top.some((extension) => extension === undefined)).toBe(true);
    expect(top.every((extension) => extension === undefined || typeof extension.id === 'number')).toBe(true);
    const parties = records.flatMap(({ record }) => [record.from, record.to] as ({ extensionId?: unknown } | undefined)[]);
    expect(new Set(parties.map((party) => typeof party?.extensionId))).toEqual(new Set(['string', 'undefined']));
  });

  it('has the shapes that mislead', () => {
    const some = (test: (one: LoggedRecord) => boolean) => expect(records.some(test)).toBe(true);
    some(({ record }) => record.sessionId === '0');
    some(({ record }) => record.telephonySessionId === undefined);
    some(({ record }) => record.delegationType === 'QueueForwarding');
    some(({ record }) => record.delegationType === 'Coworker' && record.delegate !== undefined);
    some(({ record }) => record.transferTarget !== undefined);
    some(({ record }) => record.transferee !== undefined);
    some(({ record }) => record.from === undefined);
    some(({ record }) => record.result === 'Blocked');
    some(({ record }) => record.type === 'Fax' && record.action === 'Incoming Fax');
    some(({ record }) => record.action === 'Monitoring');
    some((one) => one.record.action !== 'Monitoring' && legs(one).some(({ action }) => action === 'Monitoring'));
    some((one) => legs(one).some(({ action, legType }) => action === 'Transfer' && legType === 'TransferCall'));
    some(
      (one) => one.record.result === 'Missed' && legs(one).some((leg) => leg.action === 'FindMe' && leg.result === 'Accepted'),
    );
    expect(records.every((one) => legs(one).every((leg) => leg.action !== 'FindMe' || leg.direction === 'Outbound'))).toBe(true);
  });
});

describe.skipIf(!existsSync(contract) && !process.env.CI)('the contract', () => {
  it('allows every record of five seeds', () => {
    const { components } = parse(readFileSync(contract, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addFormat('int64', true);
    ajv.addSchema({ $id: 'contract', components });
    const validate = ajv.compile({ $ref: 'contract#/components/schemas/CallLogRecord' });
    const sound = ninetyDays(1).records[0]?.record ?? {};
    for (const fault of [{ result: 'Answered' }, { sessionId: undefined }, { startTime: 'noon' }]) {
      expect(validate({ ...sound, ...fault })).toBe(false);
    }
    for (const seed of [1, 2, 3, 4, 5]) {
      const wrong = ninetyDays(seed).records.filter(({ record }) => !validate(record));
      expect(wrong.slice(0, 1).map(({ record }) => [record, validate(record), validate.errors])).toEqual([]);
    }
  });
});
