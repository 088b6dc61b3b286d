/** `busy`: at which hours and on which weekdays the calls come. */

import { defineCommand } from '../bot/command/command.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import { busyAnswer } from '../core/rendering/busy.js';

export const busy = defineCommand({
  name: 'busy',
  aliases: ['hours'],
  summary: 'calls by hour of the day and by weekday, as bars, with the busiest hour in words',
  usage: 'busy [people… | queue | team] [filter] [period]',
  details: [
    'Hours and weekdays are those of your own zone. In the night in which the clocks go back, the hour that comes twice is one hour.',
    'It takes the filters of calls: missed, answered, inbound, …',
  ],
  examples: [
    { say: 'busy last month', gives: 'when the people in this chat are on the phone' },
    { say: 'busy missed last week', gives: 'when calls go unanswered' },
    { say: 'busy Support inbound last 4 weeks', gives: 'when the queue is called' },
  ],
  refusals: [
    { when: 'two filters exclude each other', say: 'busy internal external', fault: 'filters-disagree' },
    { when: 'no business hours are set', say: 'busy business hours', fault: 'no-hours' },
  ],
  takes: ['people', 'queue', 'filter', 'period'],
  about: 'figures of people',
  reads: true,
  async run(ask, world) {
    const subjects = ask.subjects.map(({ id }) => id);
    const slots = await world.calls.slots({ subjects, filter: ask.filter, span: ask.period.span });
    return confidential(...busyAnswer({ ...tellingOf(ask, world), filterWords: ask.filterWords, slots }));
  },
});
