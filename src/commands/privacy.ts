/** `privacy`: what the bot keeps about the asker and who may see it; hiding from colleagues. */
import { type Command, defineCommand } from '../bot/command/command.js';
import { forAskerAlone } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { PrivacyDesk } from '../bot/command/world.js';
import { plain, typed } from '../core/text.js';

export const privacy: Command = defineCommand({
  name: 'privacy',
  summary: 'what I keep about you and who may see it; hide your calls from colleagues',
  usage: 'privacy [hide me | show me]',
  details: [
    'Hidden, you are left out of what colleagues are shown: lists, figures and rankings. They are not told that you are hidden.',
    'You still see your own calls. Those whose RingCentral role has the company call log permission, and managers named in the bot’s configuration, see them too.',
    'It holds until you change it, also while the bot is not installed.',
  ],
  examples: [
    { say: 'privacy', gives: 'what is kept about you, for how long, and who sees it' },
    { say: 'privacy hide me', gives: 'your calls are out of what colleagues are shown' },
    { say: 'privacy show me', gives: 'and in again' },
  ],
  refusals: [
    { when: 'it is about somebody else', say: 'privacy hide @bob', fault: 'privacy-only-own' },
    { when: 'nothing is called so', say: 'privacy please', fault: 'privacy-unknown' },
  ],
  takes: ['word'],
  about: 'oneself',
  reads: false,
  async run(ask, world) {
    const desk = world.privacy;
    const [verb, ...more] = ask.words;
    if (verb === undefined) return forAskerAlone(...(await statement(desk)));
    const aboutMe = more.length === 0 || (more.length === 1 && /^(me|myself|my|mine)$/.test(more[0] ?? ''));
    if (!aboutMe) throw refuse('privacy-only-own');
    if (verb === 'hide') {
      await desk.hide();
      return forAskerAlone(
        `From now on I leave you out of what colleagues are shown. ${whoSees(desk)} ${typed('privacy show me')} undoes it.`,
      );
    }
    if (verb === 'show') {
      await desk.show();
      return forAskerAlone(
        `You are shown to colleagues again, as far as their rooms show anybody. ${typed('privacy hide me')} undoes it.`,
      );
    }
    throw refuse('privacy-unknown');
  },
});

const colleagueWords = {
  self: 'Colleagues see nothing of them.',
  totals:
    'Colleagues in a team with you and me see figures, and lists only where a holder of that permission opened the team for them.',
  details: 'Colleagues in a team with you and me see figures and lists, unless the team was closed for them.',
} as const;

const whoSees = ({ permission, managers }: PrivacyDesk) =>
  `You still see your calls, and so does whoever has the RingCentral permission ${plain(permission)}${managers ? ', or is named as your manager in my configuration' : ''}.`;

async function statement(desk: PrivacyDesk): Promise<readonly string[]> {
  const { kept } = desk;
  const hidden = await desk.isHidden();
  return [
    'What I keep about you, and who may see it:',
    `* Your calls, as the company's call log has them: when, with whom, how long, how they ended. No recordings, no voicemails. For ${plain(kept.calls)}.`,
    `* ${whoSees(desk)} ${hidden ? 'Colleagues see nothing of them, because you are hidden.' : colleagueWords[desk.colleagues]} Nobody from outside sees any.`,
    `* Who asked about you, when and where: for ${plain(kept.audit)}. ${typed('audit')} shows it to you.`,
    '* Your name, extension, e-mail address and numbers from the company’s directory, and your time zone.',
    '* In teams where somebody turned it on: how many posts you wrote in each quarter of an hour, for as long as calls. Figures of them are shown as those of calls are.',
    '* Of what is written in chats, only a question to me, encrypted and until it is answered; and digests, until they are removed.',
    hidden
      ? `You are hidden from colleagues. ${typed('privacy show me')} undoes it.`
      : `You are not hidden. ${typed('privacy hide me')} leaves you out of what colleagues are shown.`,
  ];
}
