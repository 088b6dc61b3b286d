/** Who learns what about whom, in every combination of asker, subject and room; the expectations are the policy's own sentences. */
import { describe, expect, test } from 'vitest';
import { type Asker, decide, decideAll, type Level, mayRead, type Room } from '../../src/core/access.js';
import type { ChatType } from '../../src/core/chat.js';
import { extensionId } from '../../src/core/model.js';

const me = extensionId('101');
const member = extensionId('102');
const stranger = extensionId('103');

const types: readonly ChatType[] = ['Direct', 'Team', 'Group', 'Everyone', 'Personal', 'Other'];
const yesNo = [false, true];

const rooms: readonly Room[] = types.flatMap((type) =>
  yesNo.flatMap((outsiders) =>
    yesNo.flatMap((archived) =>
      yesNo.map((detailsOpen) => ({
        type,
        outsiders,
        archived,
        detailsOpen,
        colleagues: new Set(type === 'Direct' ? [me] : [me, member]),
      })),
    ),
  ),
);
const named = (room: Room) =>
  [room.type, room.outsiders && 'with outsiders', room.archived && 'archived', room.detailsOpen && 'opened']
    .filter(Boolean)
    .join(', ');

const isWorkRoom = ({ type }: Room) => type === 'Team' || type === 'Group';

/** No call data goes into a room with a guest or external, into the whole company's, or into one nobody knows. */
const readable = (room: Room) => room.type === 'Direct' || (isWorkRoom(room) && !room.outsiders && !room.archived);

function expected(holder: boolean, subject: typeof me, room: Room): Level {
  if (subject === me) return 'list';
  const landsInDirectChat = room.type === 'Direct' || !readable(room);
  if (holder && landsInDirectChat) return 'list';
  if (!isWorkRoom(room) || subject === stranger) return 'nothing';
  return room.detailsOpen && readable(room) ? 'list' : 'totals';
}

describe.each(rooms.map((room) => [named(room), room] as const))('%s', (_name, room) => {
  test('may itself read call data, or not', () => expect(mayRead(room)).toBe(readable(room)));

  test.each([
    ['oneself', me],
    ['a member', member],
    ['somebody else', stranger],
  ])('about %s', (_subject, subject) => {
    for (const holder of yesNo) {
      const verdict = decide({ extension: me, holder }, subject, room);
      expect(verdict.level, holder ? 'holder' : 'not a holder').toBe(expected(holder, subject, room));
      expect(verdict.refusal === undefined).toBe(verdict.level !== 'nothing');
    }
  });
});

const team: Room = { type: 'Team', archived: false, outsiders: false, detailsOpen: true, colleagues: new Set([me, member]) };
const asker: Asker = { extension: me, holder: false };

describe('default no', () => {
  test('somebody who is not in the room learns nothing there of those who are', () => {
    expect(decide({ extension: stranger, holder: false }, member, team).level).toBe('nothing');
  });
  test('a room whose members nobody knows gives nothing of others', () => {
    expect(decide(asker, member, { ...team, colleagues: new Set(), outsiders: true }).level).toBe('nothing');
  });
  test('opening a room does not open it to the permission’s reach: whoever is not in it stays unseen, for holders too', () => {
    expect(decide({ ...asker, holder: true }, stranger, team).level).toBe('nothing');
  });
  test('no subject is nothing', () => expect(decideAll(asker, [], team).level).toBe('nothing'));
});

test('of several subjects the least decides, in any order', () => {
  const closed = { ...team, detailsOpen: false };
  expect(decideAll(asker, [me, member], team).level).toBe('list');
  expect(decideAll(asker, [me, member], closed).level).toBe('totals');
  expect(decideAll(asker, [member, me], closed).level).toBe('totals');
  expect(decideAll(asker, [me, stranger, member], team).level).toBe('nothing');
  expect(decideAll(asker, [stranger, me], team)).toMatchObject({ level: 'nothing', refusal: 'not in this room' });
});
