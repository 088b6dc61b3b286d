import { describe, expect, it } from 'vitest';
import type { Caller, Company, Story, StoryEvent, StoryKind } from './model.js';
import { truthOf } from './truth.js';

const company: Company = {
  id: '1000',
  name: 'Tiny',
  timeZone: 'UTC',
  mainNumber: '+12125550100',
  extensions: [],
  numbers: [],
  queues: [{ extensionId: 'support', memberIds: ['ann', 'ben', 'cy'] }],
  visitors: [],
  chats: [],
};

const outside: Caller = { phoneNumber: '+12065550111' };
const ring = (at: number, who: string, via: 'direct' | 'transfer' = 'direct'): StoryEvent => ({ at, does: 'ring', who, via });
const queueRing = (at: number, who: string): StoryEvent => ({ at, does: 'ring', who, via: 'queue', queueId: 'support' });
const ringFor = (at: number, who: string, boss: string, via: 'findme' | 'delegate'): StoryEvent => ({
  at,
  does: 'ring',
  who,
  via,
  for: boss,
});
const stop = (at: number, who: string): StoryEvent => ({ at, does: 'stop ringing', who });
const pickUp = (at: number, who: string): StoryEvent => ({ at, does: 'pick up', who });
const decline = (at: number, who: string): StoryEvent => ({ at, does: 'decline', who });
const hangUp = (at: number, who = 'caller'): StoryEvent => ({ at, does: 'hang up', who });
const voicemail = (at: number, who: string): StoryEvent[] => [
  { at, does: 'voicemail begins', who },
  { at: at + 5_000, does: 'voicemail left', who },
];

/** Who had which part, as `name: part`, in the order of the answer. */
function parts(kind: StoryKind, caller: Caller, dialled: string, events: StoryEvent[]): string[] {
  const to = dialled.startsWith('+') ? { phoneNumber: dialled } : { extensionId: dialled };
  const story: Story = { id: 's', kind, startedAt: 1_000_000, caller, dialled: to, events };
  return truthOf(company, story).map(
    ({ extensionId, direction, part, internal, counterpartId, outsideTotals, startedAt }) =>
      `${extensionId}: ${direction === 'Outbound' ? 'out ' : ''}${part}${internal ? ` (${counterpartId})` : ''}${
        outsideTotals ? ` [${outsideTotals}]` : ''
      }${startedAt === 1_000_000 ? '' : ` +${startedAt - 1_000_000}`}`,
  );
}

describe('a call to one person', () => {
  it.each<[string, StoryEvent[], string]>([
    ['answered', [ring(1, 'ann'), pickUp(9, 'ann'), hangUp(99)], 'ann: answered'],
    ['rang out', [ring(1, 'ann'), stop(30, 'ann'), hangUp(31)], 'ann: missed'],
    ['hung up', [ring(1, 'ann'), stop(9, 'ann'), hangUp(9)], 'ann: missed'],
    ['voicemail', [ring(1, 'ann'), stop(30, 'ann'), ...voicemail(31, 'ann'), hangUp(9_000)], 'ann: voicemail'],
    [
      'heard the greeting and left nothing',
      [ring(1, 'ann'), stop(30, 'ann'), { at: 31, does: 'voicemail begins', who: 'ann' }, hangUp(40)],
      'ann: missed',
    ],
    ['declined', [ring(1, 'ann'), decline(9, 'ann'), hangUp(10)], 'ann: refused'],
    ['declined into voicemail', [ring(1, 'ann'), decline(9, 'ann'), ...voicemail(10, 'ann'), hangUp(9_000)], 'ann: voicemail'],
  ])('%s', (_, events, expected) => {
    expect(parts('direct', outside, 'ann', events)).toEqual([expected]);
    expect(parts('anonymous', { anonymous: 'no-number' }, 'ann', events)).toEqual([expected]);
  });

  it('from a colleague is two parts, each with the other as counterpart', () => {
    const from = { extensionId: 'zoe' };
    expect(parts('internal', from, 'ann', [ring(1, 'ann'), pickUp(9, 'ann'), hangUp(99)])).toEqual([
      'zoe: out connected (ann)',
      'ann: answered (zoe)',
    ]);
    expect(parts('internal', from, 'ann', [ring(1, 'ann'), stop(30, 'ann'), ...voicemail(31, 'ann'), hangUp(9_000)])).toEqual([
      'zoe: out not connected (ann)',
      'ann: voicemail (zoe)',
    ]);
    expect(parts('internal', from, 'ann', [ring(1, 'ann'), decline(9, 'ann'), hangUp(10)])).toEqual([
      'zoe: out not connected (ann)',
      'ann: refused (zoe)',
    ]);
  });

  it('that was blocked, or was a fax, is outside all totals', () => {
    expect(parts('blocked', outside, 'ann', [{ at: 1, does: 'blocked', who: 'ann' }, hangUp(1)])).toEqual([
      'ann: refused [blocked]',
    ]);
    expect(parts('fax', outside, 'ann', [{ at: 9, does: 'fax received', who: 'ann' }, hangUp(10)])).toEqual([
      'ann: answered [fax]',
    ]);
    const sent = [{ at: 9, does: 'fax received', who: 'callee' } as const, hangUp(10)];
    expect(parts('fax', { extensionId: 'ann' }, '+12065550111', sent)).toEqual(['ann: out connected [fax]']);
  });

  it('is nothing to somebody who only listens in', () => {
    const events: StoryEvent[] = [
      ring(1, 'ann'),
      pickUp(9, 'ann'),
      { at: 20, does: 'listen in', who: 'zoe' },
      hangUp(99),
      hangUp(99, 'zoe'),
    ];
    expect(parts('monitored', outside, 'ann', events)).toEqual(['ann: answered']);
  });
});

describe('a call to a number outside', () => {
  it.each<[string, StoryEvent[], string]>([
    ['connected', [ring(1, 'callee'), pickUp(9, 'callee'), hangUp(99)], 'connected'],
    ['busy', [decline(2, 'callee'), hangUp(3)], 'not connected'],
    ['nobody there', [ring(1, 'callee'), stop(30, 'callee'), hangUp(30)], 'not connected'],
    ['their voicemail', [ring(1, 'callee'), stop(30, 'callee'), ...voicemail(31, 'callee'), hangUp(9_000)], 'not connected'],
    ['no such number', [hangUp(3)], 'not connected'],
  ])('%s', (_, events, part) => {
    expect(parts('outbound', { extensionId: 'ann' }, '+12065550111', events)).toEqual([`ann: out ${part}`]);
    expect(parts('delegate', { extensionId: 'ann', delegateId: 'sec' }, '+12065550111', events)).toEqual([
      `sec: out ${part}`,
      'ann: out on behalf',
    ]);
  });
});

describe('a call to a queue', () => {
  const both = [queueRing(1, 'ann'), queueRing(1, 'ben')];

  it('is answered by the queue and by whoever took it; the others only rang', () => {
    expect(parts('queue', outside, 'support', [...both, pickUp(9, 'ben'), stop(9, 'ann'), hangUp(99)])).toEqual([
      'support: answered',
      'ann: rang',
      'ben: answered',
    ]);
  });

  it('is missed by the queue alone', () => {
    const nobody = [...both, stop(30, 'ann'), stop(30, 'ben')];
    expect(parts('queue', outside, 'support', [...nobody, hangUp(30)])).toEqual(['support: missed', 'ann: rang', 'ben: rang']);
    expect(parts('queue', outside, 'support', [...nobody, ...voicemail(31, 'support'), hangUp(9_000)])).toEqual([
      'support: voicemail',
      'ann: rang',
      'ben: rang',
    ]);
  });

  it('is not refused by an agent who declines', () => {
    const events = [queueRing(1, 'ann'), decline(5, 'ann'), queueRing(6, 'ben'), stop(20, 'ben'), hangUp(20)];
    expect(parts('queue', outside, 'support', events)).toEqual(['support: missed', 'ann: rang', 'ben: rang']);
  });

  it('is missed by the queue even if no agent could be rung', () => {
    expect(parts('queue', outside, 'support', [hangUp(9)])).toEqual(['support: missed']);
  });

  it('from a colleague connects only if an agent takes it', () => {
    const from = { extensionId: 'zoe' };
    expect(parts('internal', from, 'support', [queueRing(1, 'ann'), pickUp(5, 'ann'), hangUp(9)])).toEqual([
      'zoe: out connected (support)',
      'support: answered (zoe)',
      'ann: answered (zoe)',
    ]);
    expect(
      parts('internal', from, 'support', [queueRing(1, 'ann'), stop(5, 'ann'), ...voicemail(6, 'support'), hangUp(9_000)]),
    ).toEqual(['zoe: out not connected (support)', 'support: voicemail (zoe)', 'ann: rang (zoe)']);
  });
});

describe('a call that follows somebody', () => {
  const start = [ring(1, 'ann'), stop(9, 'ann'), ringFor(9, 'ann', 'ann', 'findme'), ringFor(9, 'ben', 'ann', 'findme')];

  it.each<[string, StoryEvent[], string[]]>([
    ['own mobile', [pickUp(20, 'ann'), stop(20, 'ben'), hangUp(99)], ['ann: answered', 'ben: rang']],
    ['a colleague', [pickUp(20, 'ben'), stop(20, 'ann'), hangUp(99)], ['ann: elsewhere', 'ben: answered']],
    ['nobody', [stop(20, 'ann'), stop(20, 'ben'), hangUp(20)], ['ann: missed', 'ben: rang']],
    ['voicemail', [stop(20, 'ann'), stop(20, 'ben'), ...voicemail(21, 'ann'), hangUp(9_000)], ['ann: voicemail', 'ben: rang']],
  ])('%s', (_, end, expected) => {
    expect(parts('findme', outside, 'ann', [...start, ...end])).toEqual(expected);
  });
});

describe('a call with a secretary', () => {
  const start = [ring(1, 'ann'), ringFor(1, 'sec', 'ann', 'delegate')];

  it.each<[string, StoryEvent[], string[]]>([
    ['who takes it', [pickUp(9, 'sec'), stop(9, 'ann'), hangUp(99)], ['ann: on behalf', 'sec: answered']],
    ['who need not', [pickUp(9, 'ann'), stop(9, 'sec'), hangUp(99)], ['ann: answered', 'sec: rang']],
    ['who is away too', [stop(9, 'ann'), stop(9, 'sec'), hangUp(9)], ['ann: missed', 'sec: rang']],
    ['and voicemail', [stop(9, 'ann'), stop(9, 'sec'), ...voicemail(10, 'ann'), hangUp(9_000)], ['ann: voicemail', 'sec: rang']],
  ])('%s', (_, end, expected) => {
    expect(parts('delegate', outside, 'ann', [...start, ...end])).toEqual(expected);
  });
});

describe('a call handed on', () => {
  const taken = [ring(1, 'ann'), pickUp(9, 'ann')];

  it.each<[string, StoryEvent[], string]>([
    ['who answers', [pickUp(60, 'zoe'), hangUp(99)], 'zoe: answered'],
    ['who is away', [stop(60, 'zoe'), hangUp(61)], 'zoe: missed'],
    ['who declines', [decline(60, 'zoe'), hangUp(61)], 'zoe: refused'],
    ['into voicemail', [stop(60, 'zoe'), ...voicemail(61, 'zoe'), hangUp(9_000)], 'zoe: voicemail'],
  ])('blindly to somebody %s', (_, end, expected) => {
    const handedOn: StoryEvent[] = [{ at: 50, does: 'transfer', who: 'ann', to: 'zoe' }, ring(51, 'zoe', 'transfer'), ...end];
    expect(parts('blind-transfer', outside, 'ann', [...taken, ...handedOn])).toEqual(['ann: answered', expected]);
    const queued = [queueRing(1, 'ann'), queueRing(1, 'ben'), pickUp(9, 'ann'), stop(9, 'ben'), ...handedOn];
    expect(parts('blind-transfer', outside, 'support', queued)).toEqual([
      'support: answered',
      'ann: answered',
      'ben: rang',
      expected,
    ]);
  });

  it('after asking is two conversations', () => {
    const asks: StoryEvent[] = [{ at: 50, does: 'transfer', who: 'ann', to: 'zoe', warm: true }, ring(51, 'zoe', 'transfer')];
    expect(parts('warm-transfer', outside, 'ann', [...taken, ...asks, pickUp(60, 'zoe'), hangUp(70, 'ann'), hangUp(99)])).toEqual(
      ['ann: answered', 'ann: out connected (zoe) +50', 'zoe: answered (ann) +50'],
    );
    expect(parts('warm-transfer', outside, 'ann', [...taken, ...asks, stop(60, 'zoe'), hangUp(99)])).toEqual([
      'ann: answered',
      'ann: out not connected (zoe) +50',
      'zoe: missed (ann) +50',
    ]);
  });
});
