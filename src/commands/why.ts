/** `why`: one call in full, and which rule made it what it is for everybody in it. */

import { defineCommand } from '../bot/command/command.js';
import { confidential } from '../bot/command/reply.js';
import { ruleWords } from '../core/association/rules.js';
import { whyAnswer } from '../core/rendering/why.js';

export const why = defineCommand({
  name: 'why',
  summary: 'one call of a list: what was logged of it, and which rule made it what it is for each person',
  usage: 'why #number',
  details: [
    'Every call in a list has a number, which it keeps. Right after a list of one call, why alone will do.',
    'You see the part of everybody whose single calls you may see there: your own, and those I would list to you.',
    `The rules by their letters, of which the first that fits decides: ${ruleWords}.`,
  ],
  examples: [
    { say: 'why #1024', gives: 'its records and legs, and why it was missed, answered or merely rang' },
    { say: 'why', gives: 'the same, right after a list of one call' },
  ],
  refusals: [
    { when: 'no call is named', say: 'why', fault: 'which-call' },
    { when: 'there is no such call, or none that may be shown there', say: 'why #4096', fault: 'no-such-call' },
  ],
  takes: ['call'],
  about: 'one call',
  reads: true,
  async run({ call, subjects, numbers, now, locale }, { directory, rules }) {
    if (!call) throw new Error('why without a call');
    const shown = subjects.map(({ id }) => id);
    return confidential(...whyAnswer({ ...call, shown, rules, directory, numbers, reference: { now, locale } }));
  },
});
