import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { seedCompany } from './company.js';
import type { LoggedRecord, Story, StoryKind } from './model.js';
import { logStory } from './records.js';
import { tellOneStory, tellStories } from './stories.js';

const to = Date.UTC(2026, 5, 30, 12);
const from = to - 90 * 86_400_000;
const contract = join(import.meta.dirname, '../../../shared/ringcentral/openapi.yml');

function ninetyDays(seed: number) {
  const company = seedCompany(seed);
  const stories = tellStories(company, { seed, from, to });
  return { company, stories, records: stories.flatMap((story) => logStory(company, story)) };
}

type Leg = {
  startTime: string;
  duration: number;
  action: string;
  result?: string;
  direction: string;
  legType: string;
  extension?: { id: number };
  master?: true;
};
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

  const recordsOf = (kind: StoryKind, test: (story: Story) => boolean = () => true) =>
    stories.filter((story) => story.kind === kind && test(story)).map((story) => ({ story, records: logStory(company, story) }));

  it('gives a call between colleagues a record of each, in one session', () => {
    for (const { story, records: both } of recordsOf('internal')) {
      expect(both.slice(0, 2).map(({ record }) => record.direction)).toEqual(['Outbound', 'Inbound']);
      const keys = new Set(both.map(({ record }) => record.telephonySessionId ?? record.sessionId));
      expect([story.id, keys.size]).toEqual([story.id, 1]);
    }
  });

  it('gives a warm transfer two sessions, linked both ways where the call was handed over', () => {
    for (const { story, records: all } of recordsOf('warm-transfer')) {
      const sessions = [...new Set(all.map(({ record }) => record.telephonySessionId))];
      const [first, ...second] = all.map(({ record }) => record);
      const handedOver = story.events.filter(({ does }) => does === 'pick up').length === 2;
      expect(sessions).toHaveLength(2);
      expect(second.length).toBe(2);
      expect(first?.transferTarget).toEqual(handedOver ? { telephonySessionId: sessions[1] } : undefined);
      expect(second.map(({ transferee }) => transferee)).toEqual(
        Array(2).fill(handedOver ? { telephonySessionId: sessions[0] } : undefined),
      );
    }
  });

  it('lets the forwarding leg of whoever took the call last longest', () => {
    const taken = recordsOf('findme', ({ events }) => events.some(({ does }) => does === 'pick up'));
    for (const { story, records: all } of taken) {
      const taker = story.events.find(({ does }) => does === 'pick up')?.who;
      const accepted = all.flatMap(legs).filter((leg) => !leg.master && leg.result === 'Accepted');
      const end = (leg: Leg) => Date.parse(leg.startTime) + leg.duration * 1_000;
      const last = accepted.reduce((a, b) => (end(b) > end(a) ? b : a));
      expect([story.id, last.extension?.id]).toEqual([story.id, Number(taker)]);
    }
  });

  it('names the boss and the secretary who took the call', () => {
    for (const { story, records: all } of recordsOf('delegate', ({ caller }) => !('extensionId' in caller))) {
      const [boss, secretary] = story.events.filter(({ does }) => does === 'ring').map(({ who }) => who) as [string, string];
      const tookIt = story.events.some(({ does, who }) => does === 'pick up' && who === secretary);
      expect(all[0]?.record.extension).toMatchObject({ id: Number(boss) });
      expect((all[0]?.record.delegate as { id?: string } | undefined)?.id).toBe(tookIt ? secretary : undefined);
    }
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
  let validate: ValidateFunction;
  // The contract is some megabytes of YAML, and the machine may be busy.
  beforeAll(() => {
    const { components } = parse(readFileSync(contract, 'utf8'));
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'contract', components });
    validate = ajv.compile({ $ref: 'contract#/components/schemas/CallLogRecord' });
  }, 60_000);

  it('refuses what is no record', () => {
    const sound = logStory(seedCompany(1), tellOneStory(seedCompany(1), 1, 'queue', to))[0]?.record;
    expect(validate(sound)).toBe(true);
    for (const fault of [
      { result: 'Answered' },
      { sessionId: undefined },
      { startTime: 'noon' },
      { legs: [{ legType: 'Phone' }] },
    ]) {
      expect(validate({ ...sound, ...fault })).toBe(false);
    }
  });

  it.each([1, 2, 3, 4, 5])('allows every record of seed %i', { timeout: 60_000 }, (seed) => {
    const wrong = ninetyDays(seed).records.filter(({ record }) => !validate(record));
    expect(wrong.slice(0, 1).map(({ record }) => [record, validate(record), validate.errors])).toEqual([]);
  });
});
