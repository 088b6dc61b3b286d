/** People, figures and a finished week, to render answers from. */
import { directoryOf, type Extension } from '../../../src/core/directory.js';
import type { Figures } from '../../../src/core/figures.js';
import { accountId, extensionId } from '../../../src/core/model.js';
import type { Part } from '../../../src/core/participation.js';
import { callParts } from '../../../src/core/participation.js';
import type { CallTotals } from '../../../src/core/question.js';
import type { Telling } from '../../../src/core/rendering/head.js';
import { asked, found } from '../period/asked.js';

export const reference = asked();

const person = (n: number, name: string): Extension => ({
  id: extensionId(`${100 + n}`),
  kind: 'person',
  type: 'User',
  status: 'Enabled',
  name,
  extensionNumber: `${1000 + n}`,
  numbers: [],
});
const named = ['Alice Chen', 'Bob Ray', 'Carol Diaz', 'Dan Moss'];
export const people: readonly Extension[] = Array.from({ length: 205 }, (_, n) => person(n + 1, named[n] ?? `Person ${n + 1}`));

export const telling = (subjects: readonly Extension[], period = 'last week'): Telling => ({
  subjects,
  everybody: false,
  period: found(period, reference),
  coverage: { through: reference.now, coveredFrom: 0, target: 0 },
  directory: directoryOf(accountId('1'), people),
  numbers: { isRoom: true, inFull: false, never: [] },
  reference,
});

/** Calls ended so, each with a minute of talk where anybody talked; the longest took as long as all the others. */
export function figures(byPart: Readonly<Partial<Record<Part, number>>>): Figures {
  const talked = (byPart.answered ?? 0) + (byPart.connected ?? 0);
  return {
    calls: callParts.reduce((sum, part) => sum + (byPart[part] ?? 0), 0),
    byPart,
    talkMs: talked * 60_000,
    talked,
    longestMs: (talked * 60_000) / 2,
  };
}

/** Each one's figures and, unless said otherwise, no call in which several had a part. */
export function totalsOf(each: readonly (readonly [Extension, Figures])[], shared = 0): CallTotals {
  const byPart: Partial<Record<Part, number>> = {};
  for (const [, { byPart: own }] of each)
    for (const [part, count] of Object.entries(own)) byPart[part as Part] = (byPart[part as Part] ?? 0) + count;
  const { rang, elsewhere, unknown, 'on behalf': onBehalf, ...counted } = byPart;
  return {
    calls: each.reduce((sum, [, { calls }]) => sum + calls, 0) - shared,
    byPart: counted,
    made: (counted.connected ?? 0) + (counted['not connected'] ?? 0),
    talkMs: each.reduce((sum, [, { talkMs }]) => sum + talkMs, 0),
    apart: rang === undefined ? {} : { rang },
    bySubject: new Map(each.map(([{ id }, own]) => [id, own])),
    rangFor: new Map(),
    rangForOthers: rang ?? 0,
  };
}
