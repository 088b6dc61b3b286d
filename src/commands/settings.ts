/** `settings`: what a room shows; changed by someone whose role may read the company's call log. */
import { defineCommand } from '../bot/command/command.js';
import { reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import { type RoomSetting, roomSettings } from '../core/access.js';
import { typed } from '../core/text.js';

export const settings = defineCommand({
  name: 'settings',
  summary: 'what I show in this room: lists of calls, figures only, or to everybody only their own',
  usage: 'settings [room details | room totals | room private]',
  details: [
    'Changing it takes the RingCentral permission to see the company call log. It never opens a room in which somebody from outside is.',
    'Private: everybody sees only their own calls here. Where the operator has set this for all rooms, no room can be opened.',
  ],
  examples: [
    { say: 'settings', gives: 'how this room is set' },
    { say: 'settings room details', gives: 'from now on, lists of calls in this room' },
  ],
  refusals: [
    { when: 'asked outside a team', say: 'settings', fault: 'settings-needs-room', where: 'direct chat' },
    { when: 'there is no such setting', say: 'settings room open', fault: 'settings-unknown' },
    { when: 'changed without the permission', say: 'settings room details', fault: 'settings-needs-permission' },
    {
      when: 'the operator has set it for all rooms',
      say: 'settings room details',
      fault: 'settings-fixed',
      where: 'colleagues see only themselves',
    },
  ],
  takes: ['word'],
  about: 'nothing',
  reads: false,
  async run(ask, world) {
    const isRoom = ask.room.type === 'Team' || ask.room.type === 'Group';
    const [what, value, ...more] = ask.words;
    const fixed = world.access.colleagues === 'self';
    if (!isRoom) throw refuse('settings-needs-room');
    if (what === undefined) {
      const how = fixed ? 'The operator has set this for all rooms.' : change;
      return reply(`In this room I show ${shown[ask.room.shows]}. ${how}`);
    }
    const setting = roomSettings.find((known) => known === value);
    if (what !== 'room' || more.length > 0 || setting === undefined) throw refuse('settings-unknown');
    if (fixed) throw refuse('settings-fixed');
    if (!(await ask.holder())) throw refuse('settings-needs-permission', world.access.permission);
    await world.setRoom(setting);
    return reply(`From now on I show ${shown[setting]} in this room.`);
  },
});

const shown: Readonly<Record<RoomSetting, string>> = {
  details: 'lists of the calls of the people in it',
  totals: 'figures only; lists of your own calls',
  private: 'to everybody only their own calls',
};

const change = `${typed('settings room details')}, ${typed('settings room totals')} and ${typed('settings room private')} change that.`;
