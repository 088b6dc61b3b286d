/** How long a caller waited at a queue, as far as the log tells. */
import type { Instant } from '../model.js';
import type { Part } from '../participation.js';
import { type Evidence, firstCalled } from './evidence.js';
import { type Setting, servedBy } from './setting.js';

/**
 * From the queue being called until the phone of the agent who took it began to ring, or until the caller hung up or went on to the next
 * queue; ms. A leg does not say when it was picked up, nor a voicemail when the greeting began: those are not known.
 */
export function waitMs(part: Part, queue: Evidence, setting: Setting, end: Instant): number | undefined {
  const from = firstCalled(queue);
  if (!Number.isFinite(from)) return undefined;
  const next = Math.min(...[...setting.queues].filter(([id, at]) => id !== queue.extension && at > from).map(([, at]) => at));
  if (part === 'missed' || part === 'gave up') return Math.max(0, Math.min(next, end) - from);
  if (part !== 'answered') return undefined;
  const taken = Math.min(...[...servedBy(queue.extension, setting).values()].flat().map((span) => span.from));
  return Number.isFinite(taken) ? taken - from : undefined;
}
