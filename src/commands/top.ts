/** `top`: who has most of something. */

import { defineCommand } from '../bot/command/command.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import { outcomeOfMeasure } from '../core/measure.js';
import { outcomeParts } from '../core/outcome.js';
import { topAnswer } from '../core/rendering/top.js';

export const top = defineCommand({
  name: 'top',
  aliases: ['ranking', 'rank'],
  summary: 'who has the most calls, time on calls, missed or answered calls',
  usage: 'top [people…] [by calls | time | missed | answered] [period] [page N]',
  details: [
    'Without “by” it ranks by calls. Whoever is level shares a place.',
    'Who hides from colleagues is in no ranking that colleagues see.',
  ],
  examples: [
    { say: 'top last week', gives: 'who in this chat had the most calls' },
    { say: 'top by time this month', gives: 'who was longest on calls' },
    { say: 'top @alice @bob @carol by missed', gives: 'who of them missed the most today' },
  ],
  refusals: [
    { when: 'nothing is counted by that', say: 'top by revenue', fault: 'unknown-measure' },
    { when: 'about a queue', say: 'top Support', fault: 'queue' },
  ],
  takes: ['people', 'measure', 'period', 'page'],
  about: 'figures of people',
  reads: true,
  async run(ask, world) {
    const { measure } = ask;
    const outcome = outcomeOfMeasure(measure);
    const totals = await world.calls.totals({
      subjects: ask.subjects.map(({ id }) => id),
      filter: { ...ask.filter, ...(outcome !== null && { parts: outcomeParts[outcome] }) },
      span: ask.period.span,
    });
    return confidential(...topAnswer({ ...tellingOf(ask, world), measure, totals, page: ask.page, pageSize: world.pageSize }));
  },
});
