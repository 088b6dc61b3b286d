/** `disconnect`: ends the consent by which the bot reads, and deletes what it read. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import { reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { ConnectDesk } from '../bot/command/world.js';
import { personOf } from '../core/identity.js';
import { counted, typed } from '../core/text.js';

export const disconnect = defineCommand({
  name: 'disconnect',
  summary: 'stop reading your company’s calls, and delete what I have read',
  usage: 'disconnect [yes]',
  details: [
    'Ask me in a direct chat. It takes the person who connected me, or someone with the company call log permission.',
    'I stay installed, with the chats I know and the digests in them.',
  ],
  examples: [
    { say: 'disconnect', gives: 'what would be deleted' },
    { say: 'disconnect yes', gives: 'it is deleted' },
  ],
  refusals: [
    { when: 'asked in a team', say: 'disconnect', fault: 'connect-directly' },
    { when: 'nobody has connected anything', say: 'disconnect', fault: 'nothing-connected', where: 'before anybody connected' },
    { when: 'it is read by the operator’s configuration', say: 'disconnect', fault: 'disconnect-operator', where: 'direct chat' },
    { when: 'somebody else connected it', say: 'disconnect yes', fault: 'disconnect-not-yours', where: 'connected by Bob' },
    {
      when: 'it is neither asked nor confirmed',
      say: 'disconnect perhaps',
      fault: 'disconnect-unknown',
      where: 'connected by the asker',
    },
  ],
  takes: ['word'],
  about: 'nothing',
  reads: false,
  needsNobody: true,
  async run(ask, { connecting }) {
    if (ask.room.type !== 'Direct') throw refuse('connect-directly', 'disconnect');
    const { connection } = connecting;
    if (connection === null) throw refuse('nothing-connected');
    if (connection.kind === 'operator') throw refuse('disconnect-operator');
    if (!(await mayEnd(ask, connection.by))) throw refuse('disconnect-not-yours');
    const [word, ...more] = ask.words;
    if (word === undefined)
      return reply(
        'I would end the consent with RingCentral and delete all people and calls I have read, with everything counted from them. I would stay installed.',
        `Write ${typed('disconnect yes')} to have it done. It cannot be undone.`,
      );
    if (word !== 'yes' || more.length > 0) throw refuse('disconnect-unknown');
    return done(await connecting.disconnect());
  },
});

const mayEnd = async (ask: Ask, by: string) => personOf(ask.asker.id) === by || (await ask.holder());

const done = ({ calls, people }: Awaited<ReturnType<ConnectDesk['disconnect']>>) =>
  reply(
    `Disconnected. I deleted ${counted(calls, 'record')} of calls and ${counted(people, 'extension')}, and the consent is ended with RingCentral.`,
    `I read nothing any more. ${typed('connect')} begins anew.`,
  );
