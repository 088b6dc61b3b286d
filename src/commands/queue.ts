/** `queue`: what became of the calls to a queue. */

import { defineCommand } from '../bot/command/command.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import { queueFigures } from '../core/queue.js';
import { queueAnswer } from '../core/rendering/queue.js';

export const queue = defineCommand({
  name: 'queue',
  aliases: ['queues'],
  summary: 'the calls to a queue: offered, answered, abandoned, waits, and who took how many',
  usage: 'queue <name> [period]',
  details: [
    'For the people who answer the queue, its managers, and holders of the company call log permission.',
    'Abandoned means that nobody took it and no voicemail was left. Agents are named where their figures may be shown.',
    'The service level (20 s) is set in my configuration.',
    'The calls one by one: calls Support missed (abandoned), voicemail, in time, late; and calls @bob answered via Support.',
  ],
  examples: [
    { say: 'queue Support last week', gives: 'how many calls came, how many were taken in time, and by whom' },
    { say: 'queue Sales today', gives: 'how it goes today' },
  ],
  refusals: [
    { when: 'no queue is named', say: 'queue', fault: 'which-queue' },
    { when: 'there is no such queue', say: 'queue Billing', fault: 'not-a-queue' },
    { when: 'its name is misspelt', say: 'queue Suport', fault: 'near-person' },
    { when: 'the asker does not answer it', say: 'queue Sales', fault: 'not-your-queue' },
  ],
  takes: ['queue', 'period'],
  about: 'figures of a queue',
  reads: true,
  async run(ask, world) {
    const [asked] = ask.subjects;
    if (!asked) throw new Error('queue without a queue');
    const { serviceLevel } = world.rules;
    const { internal } = ask.filter;
    const figures = queueFigures(
      await world.calls.queue({
        queue: asked.id,
        span: ask.period.span,
        within: 1000 * serviceLevel,
        ...(internal !== undefined && { internal }),
      }),
    );
    // Who left can be asked about no more, so that nobody could read what lies behind such a line.
    const agents = figures.agents
      .flatMap(({ agent }) => world.directory.extensions.get(agent) ?? [])
      .filter(({ status }) => status !== 'Deleted');
    const shown = await ask.countable(agents);
    const told = confidential(...queueAnswer({ ...tellingOf(ask, world), figures, agents: shown, serviceLevel }));
    return { ...told, gave: 'totals', saw: shown.map(({ id }) => id) };
  },
});
