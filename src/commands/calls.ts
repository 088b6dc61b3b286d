/** `calls`: how many, how they ended, and the latest of them. */

import { defineCommand } from '../bot/command/command.js';
import { countedAndListed, shortNumbersIn } from '../bot/command/listed.js';
import { confidential } from '../bot/command/reply.js';
import { tellingOf } from '../bot/desks/telling.js';
import { callsAnswer } from '../core/rendering/calls.js';

export const calls = defineCommand({
  name: 'calls',
  aliases: ['call'],
  summary: 'the calls of people in a period: how many, how they ended, and the latest of them',
  usage: 'calls [people…] [filter] [period] [page N]',
  details: [
    'People: mentions, names, e-mail addresses, extension numbers, or me; a queue by its name. Left out: everybody in this chat; in a direct chat, yourself.',
    'From @alice are those she made, to @alice those that came to her.',
    'Filters, also combined: missed (or abandoned), answered, voicemail, unanswered, declined, made, connected, inbound, outbound, internal, external, after hours, business hours, tuesdays, hour 14.',
    'Of what is counted apart: rang, rang for others, elsewhere, on behalf, given up, unclear. Of one queue: via Support. Of a queue itself also: in time, late.',
    'Periods: today (when left out), yesterday, this or last week or month, last 3 days, monday, 3 Nov, since 3 Nov, 3 Nov to 9 Nov.',
    'One conversation counts once, however many phones rang. The figures of RingCentral Analytics are made otherwise and will differ.',
  ],
  examples: [
    { say: 'calls @alice last week', gives: "Alice's calls of the whole last week" },
    { say: 'calls missed today', gives: 'what everybody in this chat missed today' },
    { say: 'calls me inbound external yesterday', gives: 'your own calls from outside, yesterday' },
    { say: 'calls @alice answered via Support last week', gives: 'what she took for that queue' },
    { say: 'calls @alice rang this month', gives: 'calls that only rang at her phone, for a queue or somebody else' },
  ],
  refusals: [
    { when: 'two filters exclude each other', say: 'calls inbound outbound', fault: 'filters-disagree' },
    { when: 'no business hours are set', say: 'calls after hours', fault: 'no-hours' },
    { when: 'both ends of a call are named', say: 'calls from @alice to @bob', fault: 'two-ends' },
    { when: 'such calls do not go that way', say: 'calls missed from @bob', fault: 'other-way' },
    { when: 'it is about waits, and about people', say: 'calls @bob late', fault: 'waits-of-queues' },
    { when: 'a phone number is named', say: 'calls +1 650 555 0100', fault: 'a-number' },
  ],
  takes: ['people', 'queue', 'filter', 'period', 'page'],
  about: 'calls of people',
  reads: true,
  async run(ask, world) {
    const question = { subjects: ask.subjects.map(({ id }) => id), filter: ask.filter, span: ask.period.span };
    const found = await countedAndListed(question, ask, world);
    const told = confidential(
      ...callsAnswer({ ...tellingOf(ask, world), filterWords: ask.filterWords, hours: ask.hours, ...found }),
    );
    const { list } = found;
    return list ? { ...told, listed: shortNumbersIn(list.calls) } : told;
  },
});
