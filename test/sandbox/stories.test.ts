import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { seedCompany } from './company.js';
import type { Company, Story } from './model.js';
import { storyKinds, tellOneStory, tellStories } from './stories.js';

const to = Date.UTC(2026, 5, 30, 12);
const day = 86_400_000;
const from = to - 90 * day;

function outcome(story: Story): string {
  const does = new Set(story.events.map((event) => event.does));
  return (['fax received', 'blocked', 'voicemail left', 'pick up', 'decline'] as const).find((one) => does.has(one)) ?? 'nobody';
}

const playersOf = ({ caller, dialled, events }: Story) => [
  ...('extensionId' in caller ? [caller.extensionId] : []),
  ...('extensionId' in dialled ? [dialled.extensionId] : []),
  ...events.map(({ who }) => who).filter((who) => who !== 'caller' && who !== 'callee'),
];

const extensionOf = (company: Company, id: string) => company.extensions.find((extension) => extension.id === id);

describe.each([1, 2, 3])('ninety days of calls of seed %i', (seed) => {
  const company = seedCompany(seed);
  const stories = tellStories(company, { seed, from, to });

  it('are the same each time, and others for another seed', () => {
    expect(tellStories(company, { seed, from, to })).toEqual(stories);
    expect(tellStories(company, { seed: seed + 1, from, to })[0]).not.toEqual(stories[0]);
  });

  it('hold every kind, with the ends it can have', () => {
    const ends = (kind: string) => new Set(stories.filter((story) => story.kind === kind).map(outcome));
    expect(new Set(stories.map(({ kind }) => kind))).toEqual(new Set(storyKinds));
    for (const kind of ['direct', 'internal', 'queue', 'findme', 'delegate', 'anonymous', 'outbound']) {
      expect(['pick up', 'voicemail left', 'nobody'].filter((end) => !ends(kind).has(end))).toEqual([]);
    }
    expect(ends('declined')).toEqual(new Set(['decline']));
    expect(ends('fax')).toEqual(new Set(['fax received']));
    expect(ends('blocked')).toEqual(new Set(['blocked']));
    const anonymous = stories.flatMap(({ caller }) => ('anonymous' in caller ? [caller.anonymous] : []));
    expect(new Set(anonymous)).toEqual(new Set(['no-number', 'name-only', 'masked']));
  });

  it('come forty to eighty on a working day, fewer at weekends, in order and inside the window', () => {
    const perDay = new Map<string, number>();
    for (const { startedAt } of stories) {
      const date = DateTime.fromMillis(startedAt, { zone: company.timeZone });
      const key = `${date.toISODate()} ${date.weekday > 5 ? 'weekend' : 'working'}`;
      perDay.set(key, (perDay.get(key) ?? 0) + 1);
    }
    const whole = [...perDay].slice(1, -1);
    const counts = (kind: string) => whole.filter(([key]) => key.endsWith(kind)).map(([, count]) => count);
    expect(Math.min(...counts('working'))).toBeGreaterThanOrEqual(39);
    expect(Math.max(...counts('working'))).toBeLessThanOrEqual(81);
    expect(Math.max(...counts('weekend'))).toBeLessThan(20);
    const starts = stories.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(starts[0]).toBeGreaterThanOrEqual(from);
    expect(starts.at(-1)).toBeLessThan(to);
  });

  it('have the same days seen through another window', () => {
    const week = tellStories(company, { seed, from: to - 7 * day, to });
    expect(week).toEqual(stories.filter(({ startedAt }) => startedAt >= to - 7 * day));
  });

  it('end, and let every phone that rings stop', () => {
    for (const { events, id } of stories) {
      expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
      const rings = events.filter(({ does }) => does === 'ring').length;
      const stops = events.filter(({ does }) => does === 'stop ringing' || does === 'pick up' || does === 'decline').length;
      const busy = rings === 0 && stops === 1;
      expect([id, events.at(-1)?.does, busy ? 0 : stops]).toEqual([id, 'hang up', rings]);
    }
  });

  it('are played by this company; by leavers only before they left, by people not yet there never', () => {
    for (const story of stories) {
      for (const id of playersOf(story)) {
        const player = extensionOf(company, id);
        expect(player && ['User', 'Department'].includes(player.type)).toBe(true);
        expect(player?.status).not.toBe('NotActivated');
        if (player?.deleted || player?.status === 'Disabled') expect(story.startedAt).toBeLessThan(to - 30 * day);
      }
    }
    expect(stories.some((story) => playersOf(story).some((id) => extensionOf(company, id)?.deleted))).toBe(true);
  });

  it('are now and then made by somebody with a nasty name', () => {
    const names = stories.flatMap(({ caller }) => ('name' in caller && caller.name ? [caller.name] : []));
    expect(names.some((name) => name.includes('\n'))).toBe(true);
    expect(names.some((name) => /!\[:Person\]\(\d+\)/.test(name))).toBe(true);
  });
});

describe('one call on demand', () => {
  const company = seedCompany(7);
  const alice = company.extensions[0]?.id ?? '';
  const support = company.queues[0]?.extensionId ?? '';
  const agent = company.queues[0]?.memberIds[0] ?? '';

  it.each(storyKinds.filter((kind) => kind !== 'outbound' && kind !== 'queue'))('calls the one it is told to: %s', (kind) => {
    expect(tellOneStory(company, 1, kind, to, alice)).toMatchObject({ kind, startedAt: to, dialled: { extensionId: alice } });
  });

  it('lets the one it is told to call out', () => {
    expect(tellOneStory(company, 1, 'outbound', to, alice).caller).toEqual({ extensionId: alice });
  });

  it('rings an agent through his queue, and the queue itself', () => {
    const viaQueue = tellOneStory(company, 1, 'queue', to, agent);
    expect(viaQueue.dialled).toEqual({ extensionId: expect.stringMatching(/^\d+$/) });
    expect(viaQueue.events.some(({ does, who }) => does === 'ring' && who === agent)).toBe(true);
    expect(tellOneStory(company, 1, 'queue', to, support).dialled).toEqual({ extensionId: support });
  });

  it('refuses whom nobody can call', () => {
    const deleted = company.extensions.find((extension) => extension.deleted)?.id;
    expect(() => tellOneStory(company, 1, 'direct', to, deleted)).toThrow(RangeError);
    expect(() => tellOneStory(company, 1, 'direct', to, '1')).toThrow(RangeError);
    expect(() => tellOneStory(company, 1, 'direct', to, support)).toThrow(RangeError);
  });
});
