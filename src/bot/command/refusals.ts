/** What any command refuses, by example; what only one refuses stands with that command. */
import type { Refusal } from './refusal.js';

interface Refusals {
  readonly about: string;
  readonly refusals: readonly Refusal[];
}

const words: readonly Refusal[] = [
  { when: 'nothing is asked', say: '', fault: 'nothing-asked' },
  { when: 'the command is misspelt', say: 'cals today', fault: 'near-command' },
  { when: 'there is no such command', say: 'weather today', fault: 'unknown-command' },
  { when: 'the command does not come first', say: 'alice calls', fault: 'command-first' },
  { when: 'there is no command, and nothing asked before', say: 'last week', fault: 'command-forgotten' },
  { when: 'a filter or a period is misspelt', say: 'calls mised', fault: 'near-word' },
  { when: 'a word means nobody and nothing', say: 'calls zebra', fault: 'unknown-word' },
  { when: 'it is a question as people ask each other', say: 'who called me yesterday?', fault: 'no-sentences' },
  { when: 'there is no such page', say: 'calls page 0', fault: 'bad-page' },
  { when: 'it is longer than any question', say: 'calls alice '.repeat(200), fault: 'too-long' },
];

const periods: readonly Refusal[] = [
  { when: 'the period is still to come', say: 'calls tomorrow', fault: 'period-future' },
  { when: 'it ends before it begins', say: 'calls 9 Nov 2026 to 3 Nov 2026', fault: 'period-reversed' },
  { when: 'the calendar has no such day', say: 'calls 31 Feb', fault: 'period-no-such-date' },
  { when: 'it is longer than anybody looks back', say: 'calls last 20 years', fault: 'period-too-long' },
];

const people: readonly Refusal[] = [
  { when: 'a name is misspelt', say: 'calls Bobb', fault: 'near-person' },
  { when: 'several people are called so', say: 'calls Alice', fault: 'ambiguous' },
  { when: 'a mention was not finished', say: 'calls @', fault: 'empty-mention' },
  { when: 'everybody is named, which is what leaving people out means', say: 'calls everybody', fault: 'team-mention' },
  { when: 'it is a guest', say: 'calls @gus', fault: 'guest' },
  { when: 'it is somebody of another company', say: 'calls @xenia', fault: 'external' },
  { when: 'nobody knows the mentioned person', say: 'calls @una', fault: 'unknown' },
  { when: 'they have left', say: 'calls Lea Left', fault: 'deleted' },
  { when: 'it is a queue, and the command takes only people', say: 'top Support', fault: 'queue' },
  { when: 'it is a bot', say: 'calls @robot', fault: 'bot' },
  { when: 'it is a menu, a site or the like', say: 'calls Main Menu', fault: 'other' },
];

const access: readonly Refusal[] = [
  { when: 'somebody from outside asks', say: 'calls today', fault: 'not-colleague', where: 'asked by a guest' },
  { when: 'the asker is no longer in the chat', say: 'calls today', fault: 'not-in-chat', where: 'asked after leaving' },
  { when: 'in a team, about somebody who is not in it', say: 'calls @hedda', fault: 'not-shown-here' },
  { when: 'in a private room, about somebody else', say: 'calls @bob', fault: 'private-room', where: 'private team' },
  {
    when: 'in a direct chat, about somebody with whom no team is shared',
    say: 'calls @hedda',
    fault: 'not-in-direct',
    where: 'direct chat',
  },
  {
    when: 'in the chat of the whole company, about somebody else',
    say: 'calls @bob',
    fault: 'everyone-room',
    where: 'chat of the whole company',
  },
  { when: 'about a queue that the asker does not answer', say: 'calls Sales', fault: 'not-your-queue' },
  {
    when: 'about everybody, and RingCentral does not tell who is here',
    say: 'calls today',
    fault: 'nobody-here',
    where: 'team whose members are not told',
  },
];

const followUps: readonly Refusal[] = [
  { when: 'nothing was asked before, or long ago', say: 'and yesterday', fault: 'no-last' },
  { when: 'the same, and a page is wanted', say: 'more', fault: 'no-page' },
  { when: 'the last answer has no pages', say: 'more', after: 'busy', fault: 'one-page' },
  { when: 'the last question cannot be changed so', say: 'and yesterday', after: 'whois @bob', fault: 'no-such-follow-up' },
];

const early: readonly Refusal[] = [
  { when: 'the people of the company are not read yet', say: 'calls', fault: 'no-people-yet', where: 'before people are read' },
  { when: 'nobody has connected the company yet', say: 'calls', fault: 'not-connected', where: 'before anybody connected' },
];

export const generalRefusals: readonly Refusals[] = [
  { about: 'Words it does not understand', refusals: words },
  { about: 'Periods that cannot be', refusals: periods },
  { about: 'People it cannot answer about', refusals: people },
  { about: 'What somebody may not see there', refusals: access },
  { about: 'Follow-ups with nothing to follow', refusals: followUps },
  { about: 'Before it can answer at all', refusals: early },
];
