/** `between`: the conversations two people both had a part in. */

import { defineCommand } from '../bot/command/command.js';
import { countedAndListed, shortNumbersIn } from '../bot/command/listed.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import { betweenAnswer } from '../core/rendering/between.js';

export const between = defineCommand({
  name: 'between',
  summary: 'the conversations two people both had a part in, newest first, with totals',
  usage: 'between @a and @b [period] [page N]',
  details: [
    'They called each other, or one handed the other a call: whatever is among the calls of both.',
    'One person alone means you and them.',
  ],
  examples: [
    { say: 'between @alice and @bob last week', gives: 'the calls they share' },
    { say: 'between @alice this month', gives: 'the calls you and she share' },
  ],
  refusals: [
    { when: 'it is not two people', say: 'between @alice and @bob and @carol', fault: 'two-people' },
    { when: 'one of them is not in the team', say: 'between @alice and @hedda', fault: 'not-shown-here' },
  ],
  takes: ['people', 'period', 'page'],
  about: 'calls between people',
  reads: true,
  async run(ask, world) {
    const question = { subjects: ask.subjects.map(({ id }) => id), filter: {}, span: ask.period.span, together: true };
    const found = await countedAndListed(question, ask, world);
    const told = confidential(...betweenAnswer({ ...tellingOf(ask, world), ...found }));
    const { list } = found;
    return list ? { ...told, listed: shortNumbersIn(list.calls) } : told;
  },
});
