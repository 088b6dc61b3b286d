/** `settings`: what a room shows; changed by someone whose role may read the company's call log. */
import { defineCommand, reply } from '../bot/command.js';
import { refuse } from '../bot/sentences.js';
import { typed } from '../core/text.js';

export const settings = defineCommand({
  name: 'settings',
  summary: 'what I show in this room: lists of calls, or figures only',
  usage: 'settings [room details | room totals]',
  details: [
    'Changing it takes the RingCentral permission to see the company call log. It never opens a room in which somebody from outside is.',
  ],
  examples: [
    { say: 'settings', gives: 'how this room is set' },
    { say: 'settings room details', gives: 'from now on, lists of calls in this room' },
  ],
  takes: ['word'],
  reads: false,
  async run(ask, world) {
    const isRoom = ask.room.type === 'Team' || ask.room.type === 'Group';
    const [what, value, ...more] = ask.words;
    if (!isRoom) throw refuse('settings-needs-room');
    if (what === undefined) {
      const shows = ask.room.detailsOpen ? 'lists of calls' : 'figures only; lists of your own calls';
      return reply(
        `In this room I show ${shows}. ${typed('settings room details')} and ${typed('settings room totals')} change that.`,
      );
    }
    if (what !== 'room' || more.length > 0 || (value !== 'details' && value !== 'totals')) throw refuse('settings-unknown');
    if (!(await ask.holder())) throw refuse('settings-needs-permission');
    await world.openRoom(value === 'details');
    return reply(
      value === 'details'
        ? 'From now on I list the calls of the people in this room here.'
        : 'From now on I show figures only in this room; everybody still sees their own calls.',
    );
  },
});
