/** Calls somebody else listens in on: a supervisor joins a call that a colleague has taken. */
import type { StoryEvent } from '../model.js';
import { type Cast, colleague, goesToQueue, outsider, person, queue, type Tale } from './cast.js';
import { onePhone } from './phone.js';
import { queueEvents } from './queue.js';

export function monitored(cast: Cast): Tale {
  const { random } = cast;
  const called = goesToQueue(cast, 0.5) ? queue(cast) : undefined;
  const dialled = called?.extensionId ?? person(cast);
  const call: StoryEvent[] = called
    ? queueEvents(random, called, 'taken')
    : onePhone(random, { who: dialled, from: random.whole(200, 1_500), ending: 'answered' });
  const busy = call.map(({ who }) => who);
  const supervisors = cast.people.filter(
    ({ id, permissions }) => permissions?.includes('FullCompanyCallLog') && !busy.includes(id),
  );
  const listener = supervisors.length > 0 ? random.pick(supervisors).id : colleague(cast, ...busy);
  const pickUp = call.find(({ does }) => does === 'pick up')?.at ?? 0;
  const end = call.at(-1)?.at ?? pickUp;
  const joins = Math.round(pickUp + (end - pickUp) * 0.3);
  return {
    caller: outsider(cast),
    dialled: { extensionId: dialled },
    events: [
      ...call.slice(0, -1),
      { at: joins, does: 'listen in', who: listener },
      ...call.slice(-1),
      { at: end, does: 'hang up', who: listener },
    ],
  };
}
