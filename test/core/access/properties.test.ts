/** What holds of every verdict, whoever asks about whom in whatever room: less trust never gives more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Asker,
  audienceOf,
  decide,
  levels,
  mayRead,
  permitted,
  type Room,
  roomSettings,
  type Subject,
} from '../../../src/core/access.js';
import { extensionId } from '../../../src/core/model.js';

const ids = ['101', '102', '103', '201'].map(extensionId);
const anySet = fc.subarray(ids).map((some) => new Set(some));
const anyId = fc.constantFrom(...ids);
const anyAsker: fc.Arbitrary<Asker> = fc.record({
  extension: anyId,
  holder: fc.boolean(),
  manages: anySet,
  queues: anySet,
  teammates: anySet,
});
const anySubject: fc.Arbitrary<Subject> = fc.record({
  kind: fc.constantFrom('person', 'queue'),
  extension: anyId,
  hidden: fc.boolean(),
});
const anyRoom: fc.Arbitrary<Room> = fc.record({
  type: fc.constantFrom('Direct', 'Team', 'Group', 'Everyone', 'Personal', 'Other'),
  archived: fc.boolean(),
  outsiders: fc.boolean(),
  colleagues: anySet,
  shows: fc.constantFrom(...roomSettings),
});
const anyAudience = fc.constantFrom('room' as const, 'asker' as const);
const none: ReadonlySet<never> = new Set();

const level = (...question: Parameters<typeof decide>) => levels.indexOf(decide(...question).level);
const always = (name: string, holds: (asker: Asker, subject: Subject, room: Room, audience: 'room' | 'asker') => void) =>
  test(name, () => fc.assert(fc.property(anyAsker, anySubject, anyRoom, anyAudience, holds), { numRuns: 3000 }));

always(
  'somebody from outside in the room never gives more: not to the room, nor to whoever sees no more than colleagues',
  (...q) => {
    const [asker, subject, room, audience] = q;
    const visited = { ...room, outsiders: true };
    expect(level(asker, subject, visited, audience)).toBeLessThanOrEqual(level(asker, subject, room, audience));
    const plain = { ...asker, holder: false, manages: none, queues: none };
    // Where the answer goes changes with the visitor, too.
    expect(level(plain, subject, visited, audienceOf(visited))).toBeLessThanOrEqual(
      level(plain, subject, room, audienceOf(room)),
    );
    if (room.type !== 'Direct') expect(level(asker, subject, visited, 'room')).toBe(0);
  },
);

always('an archived room never gives more', (asker, subject, room, audience) => {
  expect(level(asker, subject, { ...room, archived: true }, audience)).toBeLessThanOrEqual(
    level(asker, subject, { ...room, archived: false }, audience),
  );
});

always('losing a right never gives more', (asker, subject, room, audience) => {
  const had = level(asker, subject, room, audience);
  for (const lost of [{ holder: false }, { manages: none }, { queues: none }, { teammates: none }])
    expect(level({ ...asker, ...lost }, subject, room, audience)).toBeLessThanOrEqual(had);
});

always('a room that shows less never gives more', (asker, subject, room, audience) => {
  const given = roomSettings.map((shows) => level(asker, subject, { ...room, shows }, audience));
  expect(given).toEqual([...given].sort((a, b) => a - b));
});

always('hiding never shows more, and never hides anybody from themselves', (asker, subject, room, audience) => {
  const hidden = level(asker, { ...subject, hidden: true }, room, audience);
  const shown = level(asker, { ...subject, hidden: false }, room, audience);
  expect(hidden).toBeLessThanOrEqual(shown);
  if (subject.extension === asker.extension && subject.kind === 'person') expect(hidden).toBe(shown);
});

always('the room never reads more of a person than any of its colleagues may', (asker, subject, room) => {
  const oneself = subject.kind === 'person' && subject.extension === asker.extension;
  if (subject.kind === 'queue' || oneself || room.type === 'Direct') return;
  const colleague = { ...asker, holder: false, manages: none, queues: none, teammates: none };
  expect(level(asker, subject, room, 'room')).toBe(level(colleague, subject, room, 'room'));
});

always('the asker alone reads at least what the room reads, and oneself always', (asker, subject, room) => {
  expect(level(asker, subject, room, 'asker')).toBeGreaterThanOrEqual(level(asker, subject, room, 'room'));
  expect(decide(asker, { kind: 'person', extension: asker.extension, hidden: subject.hidden }, room, 'asker').level).toBe('list');
  if (!mayRead(room)) expect(decide(asker, subject, room, 'room').level).toBe('nothing');
});

always('who drops out is who would be refused', (asker, subject, room, audience) => {
  const kept = permitted(asker, [subject], room, audience).length === 1;
  expect(kept).toBe(decide(asker, subject, room, audience).level !== 'nothing');
});
