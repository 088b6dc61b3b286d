/** `summary`: each one's figures in a line, against the period before. */

import { defineCommand } from '../bot/command/command.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import type { Span } from '../core/model.js';
import { periodBefore } from '../core/period/before.js';
import { summaryAnswer } from '../core/rendering/summary.js';

export const summary = defineCommand({
  name: 'summary',
  aliases: ['summarise', 'summarize', 'report'],
  summary: 'a line of figures for each person or queue: calls, answered, missed, time on calls, against the period before',
  usage: 'summary [people… | queue | team] [period] [page N]',
  details: [
    'Per line: calls, answered, missed, to voicemail, made, connected, what only rang, time on calls, average and longest.',
    '▲ and ▼ stand beside calls and missed calls: the difference from the period before. Today is held against yesterday until the same time, last week against the week before it.',
    'A conversation several of them had a part in stands in the line of each, and once in the total.',
  ],
  examples: [
    { say: 'summary last week', gives: 'everybody in this chat, the most active first, against the week before' },
    { say: 'summary @alice @bob this month', gives: 'both, side by side' },
    { say: 'summary Support yesterday', gives: 'the figures of the queue itself' },
  ],
  refusals: [
    { when: 'one way is asked for', say: 'summary from @bob', fault: 'both-ways' },
    { when: 'about a queue that the asker does not answer', say: 'summary Sales', fault: 'not-your-queue' },
    { when: 'about somebody who is not in the team', say: 'summary @hedda', fault: 'not-shown-here' },
  ],
  takes: ['people', 'queue', 'period', 'page'],
  about: 'figures of people',
  reads: true,
  async run(ask, world) {
    const subjects = ask.subjects.map(({ id }) => id);
    const before = periodBefore(ask.period, { now: ask.now, locale: ask.locale });
    const within = (span: Span) => world.calls.totals({ subjects, filter: ask.filter, span });
    const [totals, earlier] = await Promise.all([within(ask.period.span), within(before.span)]);
    return confidential(
      ...summaryAnswer({
        ...tellingOf(ask, world),
        totals,
        before: { ...before, totals: earlier },
        page: ask.page,
      }),
    );
  },
});
