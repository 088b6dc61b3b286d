/** What is said of everybody beside what is true of them, in one form each, and where the two differ. */

import { comparableNumber } from '../../../src/core/number.js';
import type { Participation } from '../../../src/core/participation.js';
import type { Company } from './company.js';
import type { Story } from './story.js';
import { truthOf } from './truth.js';

/** Durations are told in whole seconds, and legs may begin in the same breath as others end. */
const roundingMs = 1_001;

export function differences(story: Story, said: readonly Participation[], company: Company): readonly string[] {
  const truths = truthOf(story, company);
  const found: string[] = [];
  const told = new Map(said.map((participation) => [participation.extension, participation]));
  const state = story.kind === 'fax' || story.kind === 'blocked' || story.kind === 'running' ? story.kind : 'call';
  for (const truth of truths) {
    const one = told.get(truth.extension);
    told.delete(truth.extension);
    if (!one) {
      found.push(`${truth.extension} was ${truth.part}, and nothing is said`);
      continue;
    }
    const differs = (what: string, is: unknown, should: unknown) => {
      if (is !== should) found.push(`${truth.extension} ${what}: said ${String(is)}, was ${String(should)} (rule ${one.rule})`);
    };
    differs('state', one.state, state);
    if (state !== 'call') continue;
    differs('direction', one.direction, truth.direction);
    differs('part', one.part, truth.part);
    if (story.kind === 'own mailbox') continue;
    differs('queue', one.queue, truth.queue);
    differs('voicemail left', one.leftVoicemail, truth.leftVoicemail);
    differs('start within half a second', Math.abs(one.startedAt - story.at) < 500, true);
    const { counterpart } = truth;
    const inside = typeof counterpart === 'string';
    differs('internal', one.internal, inside);
    differs('counterpart', one.counterpart.extensionId, inside ? counterpart : undefined);
    if (!inside) differs('number', one.counterpart.phoneNumber, comparableNumber(counterpart.number) ?? counterpart.number);
    const { wait } = truth;
    if (wait && (one.waitMs === undefined || one.waitMs < wait.least - roundingMs || one.waitMs > wait.most + roundingMs))
      found.push(`${truth.extension} wait: said ${one.waitMs}, was ${wait.least} to ${wait.most} (${one.part})`);
    if (!wait && one.waitMs !== undefined) found.push(`${truth.extension} wait: said ${one.waitMs}, and there was none`);
    const { least, most, stretches } = truth.talk;
    const slack = roundingMs * stretches;
    if (one.talkMs < least - slack || one.talkMs > most + slack) {
      found.push(`${truth.extension} time: said ${one.talkMs}, was ${least} to ${most} (rule ${one.rule}, ${one.part})`);
    }
  }
  for (const { extension, part, rule } of told.values()) found.push(`${extension} had no part, and ${part} (${rule}) is said`);
  return found;
}
