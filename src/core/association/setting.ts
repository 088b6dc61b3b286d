/** What everybody in one conversation is judged against: all evidence, who took the call, and which queues were called when. */
import type { CallRecord } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId, Instant } from '../model.js';
import type { PartRules } from '../rules.js';
import type { Taken } from './claims.js';
import { type Evidence, firstCalled, gather, isTransfer } from './evidence.js';
import { type Takers, takersOf } from './takers.js';

export interface Setting {
  readonly directory: Directory;
  readonly rules: PartRules;
  readonly records: readonly CallRecord[];
  readonly all: ReadonlyMap<ExtensionId, Evidence>;
  readonly takers: Takers;
  /** Queue → when it was first called, in that order. */
  readonly queues: ReadonlyMap<ExtensionId, Instant>;
  /** When the call was handed on by blind transfer, */
  readonly handovers: readonly Instant[];
  /** and when first; infinite where it never was. */
  readonly handedAt: Instant;
}

export function settingOf(records: readonly CallRecord[], directory: Directory, rules: PartRules): Setting {
  const all = gather(records, directory);
  const queues = [...all.values()]
    .filter((evidence) => evidence.kind === 'queue')
    .map((evidence): [ExtensionId, Instant] => [evidence.extension, firstCalled(evidence)])
    .filter(([, start]) => Number.isFinite(start))
    .sort((a, b) => a[1] - b[1]);
  const handovers: Instant[] = [];
  for (const record of records) {
    if (isTransfer(record)) handovers.push(record.startTime);
    for (const leg of record.legs) if (isTransfer(leg)) handovers.push(leg.startTime);
  }
  const takers = takersOf(all, records, handovers, directory);
  return { directory, rules, records, all, takers, queues: new Map(queues), handovers, handedAt: Math.min(...handovers) };
}

/** When the first queue was called; infinite where none was. */
export const opening = ({ queues }: Pick<Setting, 'queues'>): Instant => Math.min(...queues.values());

/** The last queue that had been called at this instant. */
export function queueAt(at: Instant, { queues }: Pick<Setting, 'queues'>): ExtensionId | undefined {
  let last: ExtensionId | undefined;
  for (const [queue, start] of queues) if (start <= at) last = queue;
  return last;
}

/** Who took the call for a queue, and when: not those it was handed to afterwards. */
export function servedBy(queue: ExtensionId, setting: Pick<Setting, 'takers' | 'queues'>): Takers {
  const served = new Map<ExtensionId, readonly Taken[]>();
  for (const [taker, spans] of setting.takers) {
    const own = spans.filter((span) => !span.handed && queueAt(span.from, setting) === queue);
    if (own.length > 0) served.set(taker, own);
  }
  return served;
}
