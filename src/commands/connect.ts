/** `connect`: a personal link by which somebody with the permission lets the bot read the company's people and calls. */
import { defineCommand } from '../bot/command/command.js';
import { reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import { formatMoment } from '../core/calendar.js';
import { link, plain, typed } from '../core/text.js';

export const connect = defineCommand({
  name: 'connect',
  summary: 'let me read your company’s calls, by your consent',
  usage: 'connect',
  details: [
    'Ask me in a direct chat. You get a link for you alone, good for ten minutes and one consent.',
    'Your RingCentral role needs the permission to see the company call log.',
  ],
  examples: [{ say: 'connect', gives: 'a link to RingCentral’s consent page' }],
  refusals: [
    { when: 'asked in a team', say: 'connect', fault: 'connect-directly' },
    { when: 'the operator’s own company is read already', say: 'connect', fault: 'connected-by-operator', where: 'direct chat' },
    { when: 'the operator has not prepared it', say: 'connect', fault: 'cannot-connect', where: 'consent not configured' },
  ],
  takes: [],
  about: 'nothing',
  reads: false,
  needsNobody: true,
  async run(ask, { connecting }) {
    if (ask.room.type !== 'Direct') throw refuse('connect-directly', 'connect');
    const { connection } = connecting;
    if (connection?.kind === 'operator') throw refuse('connected-by-operator');
    if (connecting.lacks !== null) throw refuse('cannot-connect', connecting.lacks);
    const since = connection ? formatMoment(connection.at, { now: ask.now, locale: ask.locale }) : '';
    return reply(
      ...(connection && connection.lostAt === null
        ? [`I am connected already, since ${plain(since)}. A new consent takes the place of that one.`]
        : []),
      'Open this link within ten minutes, sign in to RingCentral as yourself, and consent. It works for you alone, and once:',
      link('Connect by RingCentral', connecting.link()),
      `I then read people and the company call log. ${typed('disconnect')} ends it.`,
    );
  },
});
