/** What holds of any conversation: order and repetition mean nothing, phones that only ring change nothing, talk is bounded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownResults } from '../../../src/core/association/outcomes.js';
import { associate } from '../../../src/core/association.js';
import type { CallRecord } from '../../../src/core/call.js';
import { parts as allParts, callParts } from '../../../src/core/participation.js';
import { caller, direct, directory, findMe, hunt, leg, mainNumber, record, type Written } from './records.js';

const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'gone', '777'];
const anybody = fc.constantFrom(...people, 'support', 'sales', 'menu', 'robot', '11111111');
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const party = fc.oneof(
  anybody,
  fc.constantFrom(caller, {}, { phoneNumber: mainNumber }, { phoneNumber: direct('bob') }, { extensionNumber: '103' }),
);
const result = maybe(
  fc.oneof(
    fc.constantFrom('Accepted', 'Call connected', 'Missed', 'Voicemail'),
    fc.constantFrom(...knownResults),
    fc.constant('New'),
  ),
);
const action = fc.constantFrom(
  'Phone Call',
  'FindMe',
  'Transfer',
  'Hunting',
  'Monitoring',
  'Call Park',
  'RingOut Web',
  'Pickup',
  'New',
);

const entry = fc
  .record({
    at: fc.nat(300),
    lasts: fc.nat(300),
    result,
    direction: fc.constantFrom('Inbound', 'Outbound', 'Sideways'),
    action,
    from: party,
    to: party,
    of: maybe(anybody),
    delegate: maybe(anybody),
    delegation: maybe(fc.constantFrom('Coworker', 'QueueForwarding', 'Unknown', 'New')),
    message: maybe(fc.constantFrom('VoiceMail', 'Fax')),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Written);

const conversation = fc
  .array(fc.tuple(entry, fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 5 })), { minLength: 1, maxLength: 4 })
  .map((entries) =>
    entries.map(([written, legs], index) =>
      record({
        ...written,
        id: `r${index}`,
        legs: legs.map(([each, master], nth) => ({ ...each, at: (each.at ?? 0) + nth / 1000, master })),
      }),
    ),
  );

const said = (records: readonly CallRecord[]) =>
  [...associate(records, directory)].sort((a, b) => (a.extension < b.extension ? -1 : 1));

test('records in any order, twice over: the same participations', () => {
  fc.assert(
    fc.property(conversation, fc.infiniteStream(fc.nat()), (records, random) => {
      const shuffled = [...records, ...records]
        .map((each) => ({ each, key: random.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      expect(said(shuffled)).toEqual(said(records));
    }),
    { numRuns: 1000 },
  );
});

test('legs in any order: the same participations', () => {
  fc.assert(
    fc.property(conversation, (records) => {
      expect(said(records.map((each) => ({ ...each, legs: [...each.legs].reverse() })))).toEqual(said(records));
    }),
    { numRuns: 1000 },
  );
});

test('one participation per extension, of people and queues alone, never more talk than there was time', () => {
  fc.assert(
    fc.property(conversation, (records) => {
      const participations = said(records);
      expect(new Set(participations.map(({ extension }) => extension)).size).toBe(participations.length);
      for (const { extension, part, talkMs, durationMs, internal, counterpart, conversation: key } of participations) {
        expect(allParts).toContain(part);
        expect(['301001', '301002', '11111111']).not.toContain(extension);
        expect(talkMs).toBeGreaterThanOrEqual(0);
        if (part !== 'answered' && part !== 'connected') expect(talkMs).toBe(0);
        expect(talkMs).toBeLessThanOrEqual(Math.max(durationMs, 600_000));
        expect(internal).toBe(counterpart.extensionId !== undefined);
        expect(key).toBe('s-1');
      }
    }),
    { numRuns: 1000 },
  );
});

const calls = (records: readonly CallRecord[]) => said(records).filter(({ part }) => callParts.includes(part));
const quiet = fc.record({ who: fc.constantFrom('carol', 'dave', 'erin'), at: fc.nat(20), lasts: fc.nat(20) });

test.each([
  ['missed', record({ of: 'bob', to: 'bob', result: 'Missed', lasts: 60 })],
  [
    'answered',
    record({ of: 'bob', to: 'bob', result: 'Accepted', lasts: 60, legs: [{ of: 'bob', result: 'Accepted', lasts: 60 }] }),
  ],
  ['voicemail', record({ of: 'bob', to: 'bob', result: 'Voicemail', lasts: 60 })],
])('phones that only ring for a call that was %s are never counted', (_part, of) => {
  fc.assert(
    fc.property(fc.array(quiet, { maxLength: 12 }), (rung) => {
      const legs = rung.map(({ who, at, lasts }) => leg(findMe(who, { at, lasts })));
      expect(calls([{ ...of, legs: [...of.legs, ...legs] }])).toEqual(calls([of]));
    }),
  );
});

test('agents who only ring, however often, are never counted', () => {
  const queueCall = record({
    of: 'support',
    to: 'support',
    result: 'Accepted',
    lasts: 90,
    legs: [hunt('alice', 'support', { at: 30, lasts: 60, result: 'Accepted' })],
  });
  fc.assert(
    fc.property(fc.array(quiet, { maxLength: 30 }), (rung) => {
      const legs = rung.map(({ who, at, lasts }) => leg(hunt(who, 'support', { at, lasts })));
      expect(calls([{ ...queueCall, legs: [...queueCall.legs, ...legs] }])).toEqual(calls([queueCall]));
    }),
  );
});
