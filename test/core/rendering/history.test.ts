/** `with` as a history becomes lines: which way, who before which queue, several at once, and only then a page. */
import { expect, test } from 'vitest';
import { directoryOf, type Extension } from '../../../src/core/directory.js';
import { accountId, conversationKey, extensionId } from '../../../src/core/model.js';
import type { Participation } from '../../../src/core/participation.js';
import type { CallTotals } from '../../../src/core/question.js';
import { type HistoryAnswer, historyAnswer } from '../../../src/core/rendering/history.js';
import { people, reference, telling, totalsOf } from './telling.js';

const [alice, bob] = people as [Extension, Extension];
const support: Extension = { ...alice, id: extensionId('100'), kind: 'queue', name: 'Support' };
const part = (of: Extension, more: Partial<Participation> = {}): Participation => ({
  conversation: conversationKey('c'),
  extension: of.id,
  direction: 'inbound',
  part: 'answered',
  rule: 'd',
  state: 'call',
  startedAt: reference.now - 3_600_000,
  talkMs: 60_000,
  durationMs: 60_000,
  counterpart: {},
  internal: false,
  leftVoicemail: false,
  ...more,
});
const missed = { part: 'missed', talkMs: 0 } as const;
const totals = (calls: number, apart: CallTotals['apart'] = {}): CallTotals => ({ ...totalsOf([]), calls, apart });
const said = (more: Partial<HistoryAnswer>) => {
  const { subjects: _, ...told } = telling([]);
  const directory = directoryOf(accountId('1'), [...people, support]);
  const nothing = {
    who: 'ACME',
    totals: totals(1),
    calls: [],
    spoken: null,
    unreturned: null,
    takenSince: null,
    page: 1,
    pageSize: 2,
  };
  return historyAnswer({ ...told, directory, ...nothing, ...more }).slice(1, -1);
};

test.each<[what: string, answer: Partial<HistoryAnswer>, lines: readonly string[]]>([
  ['nothing', {}, []],
  [
    'people before the queue they answered for, and only who spoke',
    { spoken: { participations: [part(support), part(alice), part(bob, missed)] } },
    ['Last spoken with by Alice Chen and Support, 10:30, after that period.'],
  ],
  [
    'within the period, and before it, by their numbers',
    {
      spoken: { number: 7, participations: [part(alice, { startedAt: telling([]).period.span.from - 1 })] },
      unreturned: { number: 8, participations: [part(bob, { ...missed, startedAt: telling([]).period.span.from })] },
    },
    [
      expect.stringMatching(/^Last spoken with by Alice Chen, .+ \(#7\), before that period\.$/),
      expect.stringMatching(/^Still unreturned: .+ \(#8\), missed \(Bob Ray\)\. Nobody/),
    ],
  ],
  [
    'a connection of no length',
    { spoken: { participations: [part(alice, { talkMs: 0, part: 'connected', direction: 'outbound' })] } },
    ['Last spoken with, 10:30, after that period.'],
  ],
  [
    'several whom it rang at',
    { unreturned: { participations: [part(support, missed), part(bob, { part: 'voicemail', talkMs: 0 })] } },
    [
      'Still unreturned: 10:30, after that period, voicemail (Bob Ray) and missed (Support). Nobody whose calls I may list here has spoken with them since.',
    ],
  ],
  [
    'made and answered, with and without a number',
    {
      calls: [
        { number: 1024, participations: [part(alice, { direction: 'outbound', part: 'connected' })] },
        { participations: [part(bob, { direction: 'outbound', part: 'not connected', talkMs: 0, leftVoicemail: true })] },
      ],
    },
    ['* 10:30 to them: connected, 1 min (Alice Chen) · #1024', '* 10:30 to them: left a voicemail (Bob Ray)'],
  ],
  [
    'somebody nobody knows any more',
    { calls: [{ participations: [part({ ...alice, id: extensionId('9') })] }] },
    ['* 10:30 from them: answered, 1 min (somebody)'],
  ],
  ['what somebody else took', { totals: totals(0, { elsewhere: 2 }) }, ['Not counted: 2 taken by somebody else.']],
  ['more pages', { totals: totals(5) }, ['3 more calls: ask again with **page 2**.']],
  ['no such page', { totals: totals(5), page: 4 }, ['There is no page 4: this is 3 pages long.']],
])('%s', (_, answer, lines) => {
  expect(said(answer)).toEqual(lines);
});
