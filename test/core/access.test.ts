/** Who learns what about whom, as a works council could read it: one line per asker, subject and room, for each audience and setting. */
import { describe, expect, test } from 'vitest';
import {
  type Asker,
  audienceOf,
  decide,
  decideAll,
  mayRead,
  permitted,
  type Room,
  roomSettings,
  type Subject,
} from '../../src/core/access.js';
import type { ChatType } from '../../src/core/chat.js';
import { extensionId } from '../../src/core/model.js';

const [me, member, absent, queue] = ['101', '102', '103', '201'].map(extensionId) as never as [
  Asker['extension'],
  Asker['extension'],
  Asker['extension'],
  Asker['extension'],
];
const none: ReadonlySet<Asker['extension']> = new Set();
const base: Asker = { extension: me, holder: false, manages: none, queues: none, teammates: none };

const askers = {
  colleague: base,
  teammate: { ...base, teammates: new Set([member, absent]) },
  agent: { ...base, queues: new Set([queue]) },
  manager: { ...base, manages: new Set([member, absent, queue]) },
  holder: { ...base, holder: true },
} as const;

const person = (extension: Asker['extension'], hidden = false): Subject => ({ kind: 'person', extension, hidden });
const subjects = {
  oneself: person(me, true),
  'a member': person(member),
  'a hidden member': person(member, true),
  'somebody absent': person(absent),
  'the queue': { kind: 'queue', extension: queue, hidden: false },
} as const satisfies Record<string, Subject>;

const team = (more: Partial<Room> = {}): Room => ({
  type: 'Team',
  archived: false,
  outsiders: false,
  shows: 'totals',
  colleagues: new Set([me, member]),
  ...more,
});
const direct = (more: Partial<Room> = {}) => team({ type: 'Direct', colleagues: new Set([me]), ...more });

/** Where the question is asked, and who reads the answer. */
const places: Readonly<Record<string, readonly [Room, 'room' | 'asker']>> = {
  'team, read by the team': [team(), 'room'],
  'team set to details': [team({ shows: 'details' }), 'room'],
  'team set to private': [team({ shows: 'private' }), 'room'],
  'team, answered directly': [team(), 'asker'],
  'team with a guest, answered directly': [team({ outsiders: true }), 'asker'],
  'details with a guest, answered directly': [team({ outsiders: true, shows: 'details' }), 'asker'],
  'archived team, answered directly': [team({ archived: true }), 'asker'],
  'private team, answered directly': [team({ shows: 'private' }), 'asker'],
  'direct chat': [direct(), 'asker'],
  'direct chat, all private': [direct({ shows: 'private' }), 'asker'],
  'whole company, answered directly': [team({ type: 'Everyone' }), 'asker'],
  'team with a guest, read by all': [team({ outsiders: true }), 'room'],
  'whole company, read by all': [team({ type: 'Everyone' }), 'room'],
};

/** L: list, T: totals, -: nothing. One column per subject, in the order above. */
const verdicts = `
                                          me  member  hidden  absent  queue
colleague  team, read by the team         L   T       -       -       -
colleague  team set to details            L   L       -       -       -
colleague  team set to private            L   -       -       -       -
colleague  team, answered directly        L   T       -       -       -
colleague  team with a guest, answered directly       L T - - -
colleague  details with a guest, answered directly    L T - - -
colleague  archived team, answered directly           L T - - -
colleague  private team, answered directly            L - - - -
colleague  direct chat                    L   -       -       -       -
colleague  direct chat, all private       L   -       -       -       -
colleague  whole company, answered directly           L - - - -
colleague  team with a guest, read by all             - - - - -
colleague  whole company, read by all                 - - - - -
teammate   team, read by the team         L   T       -       -       -
teammate   direct chat                    L   T       -       T       -
teammate   direct chat, all private       L   -       -       -       -
teammate   whole company, answered directly           L - - - -
agent      team, read by the team         L   T       -       -       T
agent      team set to details            L   L       -       -       T
agent      team set to private            L   -       -       -       -
agent      team with a guest, answered directly       L T - - T
agent      direct chat                    L   -       -       -       T
agent      direct chat, all private       L   -       -       -       T
agent      team with a guest, read by all             - - - - -
manager    team, read by the team         L   T       -       -       T
manager    team set to details            L   L       -       -       T
manager    team set to private            L   -       -       -       -
manager    team, answered directly        L   L       L       L       L
manager    private team, answered directly            L L L L L
manager    team with a guest, answered directly       L L L L L
manager    direct chat                    L   L       L       L       L
manager    direct chat, all private       L   L       L       L       L
manager    whole company, answered directly           L L L L L
manager    team with a guest, read by all             - - - - -
manager    whole company, read by all                 - - - - -
holder     team, read by the team         L   T       -       -       T
holder     team set to details            L   L       -       -       T
holder     team set to private            L   -       -       -       -
holder     team, answered directly        L   L       L       L       L
holder     direct chat                    L   L       L       L       L
holder     whole company, answered directly           L L L L L
holder     team with a guest, read by all             - - - - -
`;

const levelOf = { L: 'list', T: 'totals', '-': 'nothing' } as const;
const lines = verdicts
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, who = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const [, where = '', marks = ''] = /^(.*?)\s+((?:[LT-]\s*){5})$/.exec(rest) ?? [];
    return [who as keyof typeof askers, where, marks.trim().split(/\s+/) as (keyof typeof levelOf)[]] as const;
  });

test.each(lines)('%s, %s: %s', (who, where, marks) => {
  const [room, audience] = places[where] ?? [];
  if (!room || !audience) throw new Error(`no such place: ${where}`);
  const found = Object.values(subjects).map((subject) => decide(askers[who], subject, room, audience));
  expect(found.map(({ level }) => level)).toEqual(marks.map((mark) => levelOf[mark]));
  for (const { level, refusal } of found) expect(refusal === undefined).toBe(level !== 'nothing');
});

describe('a room', () => {
  const types: readonly ChatType[] = ['Direct', 'Team', 'Group', 'Everyone', 'Personal', 'Other'];
  test.each(types)('of type %s may read call data only while it is a direct chat or one of colleagues at work', (type) => {
    for (const outsiders of [false, true])
      for (const archived of [false, true]) {
        const room = team({ type, outsiders, archived });
        const readable = type === 'Direct' || ((type === 'Team' || type === 'Group') && !outsiders && !archived);
        expect(mayRead(room)).toBe(readable);
        expect(audienceOf(room)).toBe(readable && type !== 'Direct' ? 'room' : 'asker');
        for (const shows of roomSettings)
          if (!readable)
            for (const subject of Object.values(subjects))
              expect(decide(askers.holder, subject, { ...room, shows }, 'room').level).toBe('nothing');
      }
  });

  test('gives somebody who is not in it nothing of those who are', () => {
    expect(decide({ ...base, extension: absent }, subjects['a member'], team({ shows: 'details' }), 'room').level).toBe(
      'nothing',
    );
  });
});

describe('of several subjects', () => {
  test('the least decides, in any order, and none at all is nothing', () => {
    const of = (...names: (keyof typeof subjects)[]) =>
      decideAll(
        base,
        names.map((name) => subjects[name]),
        team(),
        'room',
      );
    expect(of('oneself').level).toBe('list');
    expect(of('oneself', 'a member').level).toBe('totals');
    expect(of('a member', 'oneself').level).toBe('totals');
    expect(of('oneself', 'somebody absent', 'a member')).toEqual({ level: 'nothing', refusal: 'not shown here' });
    expect(of().level).toBe('nothing');
  });

  test('those who may not be shown drop out, those who may keep their order', () => {
    const all = Object.values(subjects);
    expect(permitted(base, all, team(), 'room')).toEqual([subjects.oneself, subjects['a member']]);
    expect(permitted(base, all, team(), 'room', 'list')).toEqual([subjects.oneself]);
    expect(permitted(askers.manager, all, team(), 'asker', 'list')).toEqual(all);
  });
});
