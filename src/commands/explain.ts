/** `explain`: the rules of counting in force. */
import { defineCommand } from '../bot/command/command.js';
import { reply } from '../bot/command/reply.js';
import { recountingWords } from '../core/rendering/coverage.js';
import { explainLines } from '../core/rendering/explain.js';

export const explain = defineCommand({
  name: 'explain',
  summary: 'how I count: what is missed, whose a queue’s call is, business hours, and the other rules in force',
  usage: 'explain',
  details: [],
  examples: [{ say: 'explain', gives: 'the rules in force, with the business hours of your time zone' }],
  refusals: [{ when: 'something follows', say: 'explain everything', fault: 'unwanted-words' }],
  takes: [],
  about: 'nothing',
  reads: false,
  async run(ask, { rules, coverage: { recounting } }) {
    return reply(
      ...explainLines(rules, ask.hours, { now: ask.now, locale: ask.locale }),
      ...(recounting === undefined ? [] : [recountingWords(recounting)]),
    );
  },
});
