/** One helpful sentence per thing an asker can get wrong; names and words in them are made harmless here. */
import type { Extension } from '../../core/directory.js';
import { UserError } from '../../core/errors.js';
import { foreignWords, type NumberView } from '../../core/rendering/number.js';
import { listed, plain, typed } from '../../core/text.js';

/** `Alice Chen (ext 104)`. */
const described = (extension: Extension): string =>
  plain(extension.name) + (extension.extensionNumber ? ` (ext ${plain(extension.extensionNumber)})` : '');

const names = (of: readonly string[]): string => listed(of.map((name) => plain(name)));

/** What lets somebody see more, and who can give it. */
const howToSeeMore = (permission: string) =>
  `Seeing more needs the ${plain(permission)} permission in your RingCentral role, or the operator can name you a manager over them in my configuration.`;

const example = `for example ${typed('calls last week')}`;

const sentences = {
  'nothing-asked': () => `I'm listening. Ask me ${typed('calls today')}, or ${typed('help')} for everything I can do.`,
  'too-long': () => `That is longer than any question I understand. Try something short, ${example}.`,
  'unknown-command': (word: string) => `I don't know ${typed(plain(word, 40))}. ${typed('help')} lists what I can do.`,
  'near-command': (word: string, near: string) => `I don't know ${typed(plain(word, 40))}. Did you mean ${typed(near)}?`,
  'command-first': (line: string) => `Put the command first: ${typed(plain(line, 60))}.`,
  'command-forgotten': (line: string) => `Put a command first: ${typed(plain(line, 60))}.`,
  'unknown-word': (word: string) =>
    `I know nobody called "${plain(word, 40)}", and it is no filter or period either. Try a name, an extension number, or a mention.`,
  // It is not repeated: however it is spelt, it may be one that stands in no room.
  'a-number': () =>
    `That is a phone number. Put ${typed('with')} before it for the calls with it, or ${typed('whois')} for whose it is.`,
  'two-ends': () =>
    `${typed('calls from @alice')} are those she made, ${typed('calls to @alice')} those that came to her. Ask ${typed('between @alice and @bob')} for what two people had with each other, and ${typed('calls @bob via Support')} for what came to somebody through a queue.`,
  'no-sentences': () =>
    `I read commands, not sentences: ${typed('calls to me yesterday')} for who called you, ${typed('calls from me today')} for whom you called. ${typed('help')} lists what I can do.`,
  'both-ways': (command: string) =>
    `${typed(command)} tells of calls both ways. Leave out from and to, or ask for the calls: ${typed('calls from @bob last week')}.`,
  'waits-of-queues': () =>
    `How long somebody waited is known of a queue's calls alone. Ask of the queue: ${typed('calls Support late last week')}.`,
  'other-way': (word: string, way: 'inbound' | 'outbound') =>
    `${
      way === 'outbound'
        ? `Calls ${typed('from')} somebody are those they made`
        : `Calls ${typed('to')} somebody are those that came to them`
    }, and none of these is "${plain(word, 40)}". Leave one of the two out, or ask ${typed('between @alice and @bob')} for what two people had with each other.`,
  'near-word': (word: string, near: string) => `I don't understand "${plain(word, 40)}". Did you mean ${typed(near)}?`,
  'near-person': (word: string, near: Extension) => `No "${plain(word, 40)}" here. Did you mean ${described(near)}?`,
  ambiguous: (word: string, candidates: readonly Extension[]) =>
    `"${plain(word, 40)}" could be ${listed(candidates.slice(0, 6).map(described), 'or')}${candidates.length > 6 ? ', among others' : ''}. Use the extension number or a mention.`,
  'empty-mention': () =>
    `That mention is empty. Pick the person from the list that opens after @, or type their name or extension number.`,
  'team-mention': () => `To ask about everybody here, leave the people out: ${typed('calls last week')}.`,
  guest: (name: string) => `${plain(name)} is a guest: guests have no extension here, so there are no calls to count.`,
  unknown: (name: string) => `I cannot find ${plain(name)} among the people of the company's phone system.`,
  external: (name: string) => `${plain(name)} belongs to another company, so I cannot see their calls.`,
  queue: (name: string) => `${plain(name)} is a queue, not a person. Ask about the people who answer it, by name or mention.`,
  bot: (name: string) => `${plain(name)} is a bot and makes no calls.`,
  other: (name: string) => `${plain(name)} is not a person's extension, so it has no calls of its own.`,
  deleted: (name: string) => `${plain(name)} is no longer with the company's phone system, so I do not answer about them.`,
  'one-party': (command: string) =>
    `Tell me one person or number: ${typed(`${command} 104`)}, ${typed(`${command} +1 650 555 0100`)}, or a name or mention.`,
  'unknown-party': (word: string) =>
    `I know nobody called "${plain(word, 40)}", and it is no phone number either. Try a name, an extension number, a number with its area code, a mention, or the number of a call in a list.`,
  'two-people': () => `Tell me two people, or one for what you and they share: ${typed('between @alice and @bob last week')}.`,
  'which-queue': () => `Tell me one queue by its name or extension number: ${typed('queue Support last week')}.`,
  'not-a-queue': (name: string) => `I know no queue called "${plain(name, 40)}". Try its name or extension number.`,
  'unknown-measure': () => `I can rank by ${typed('calls')}, ${typed('time')}, ${typed('missed')} or ${typed('answered')}.`,
  'which-call': () =>
    `Which call? Every call in a list has a number: ${typed('why #1024')}. Right after a list of one call, ${typed('why')} will do.`,
  'no-such-call': (number: string) =>
    `I know no call ${typed(plain(number, 20))} that I may show you. Calls get their numbers in lists, such as ${typed('calls today')}.`,
  'bad-page': () => `Pages count from 1: add ${typed('page 2')} to a question, up to 1,000.`,
  'no-page': () =>
    `I don't remember what you asked last here. Put the page behind the question: ${typed('calls last week page 2')}.`,
  'one-page': () => `What you asked last here has no pages.`,
  'no-last': () =>
    `I don't remember what you asked last here, or it is more than half an hour ago. Ask in full: ${typed('calls missed yesterday')}.`,
  'no-such-follow-up': (command: string) =>
    `What you asked last here, ${typed(command)}, cannot be asked like that. Ask in full: ${typed('calls missed yesterday')}.`,
  'unwanted-words': (command: string, word: string) =>
    `${typed(command)} does not take "${plain(word, 40)}". See ${typed(`help ${command}`)}.`,
  'nobody-here': () =>
    `RingCentral does not tell me who is in this chat, so I cannot say whose calls you mean. Name them, for example ${typed('calls me')}.`,
  'not-colleague': () => `I answer only people of the company whose phone system I read.`,
  'not-in-chat': () => `I answer only people who are in this chat.`,
  'not-shown-here': (not: readonly string[], permission: string) =>
    `Here I answer about people who are in this chat and whose calls I may show in it; ${names(not)} ${not.length === 1 ? 'is' : 'are'} not among them. ${howToSeeMore(permission)}`,
  'private-room': (permission: string) =>
    `In this room everybody sees only their own calls. Who holds the ${plain(permission)} permission can change that with ${typed('settings room totals')}, unless my configuration says so for all rooms.`,
  'not-in-direct': (not: readonly string[], permission: string) =>
    `In a direct chat I answer about your own calls, and with figures about people who share a team with you and me; ${names(not)} ${not.length === 1 ? 'is' : 'are'} not among those I may show you here. ${howToSeeMore(permission)}`,
  'not-your-queue': (not: readonly string[], permission: string) =>
    `I show a queue's figures to the people who answer it; you are not among those of ${names(not)}. ${howToSeeMore(permission)}`,
  'everyone-room': () => `Not in a chat of the whole company. Ask in a team that you both are in, or in our direct chat.`,
  'settings-needs-permission': (permission: string) =>
    `Changing what this room shows needs the ${plain(permission)} permission in your RingCentral role.`,
  'settings-needs-room': () => `Room settings belong to a team: ask there.`,
  'settings-unknown': () =>
    `Room settings are ${typed('settings room details')} (lists of calls), ${typed('settings room totals')} (figures only) and ${typed('settings room private')} (everybody only their own).`,
  'settings-fixed': () =>
    `My configuration lets everybody see only their own calls, in every room. Only the operator can change that.`,
  'activity-needs-room': () => `Posts are counted in a team: turn it on or off there.`,
  'activity-needs-permission': (permission: string) =>
    `Turning the counting of posts on or off needs the ${plain(permission)} permission in your RingCentral role.`,
  'audit-needs-permission': () =>
    `Who asked about others is for those whose RingCentral role has the company call log permission. ${typed('audit me')} shows who asked about you.`,
  'privacy-only-own': () => `Everybody decides that for themselves: ${typed('privacy hide me')}.`,
  'privacy-unknown': () => `Try ${typed('privacy')}, ${typed('privacy hide me')} or ${typed('privacy show me')}.`,
  'no-people-yet': () => `I have not read the company's people yet. Ask again in a minute; ${typed('status')} says how far I am.`,
  'not-connected': () =>
    `Nobody has connected your company's calls to me yet. Someone whose role may see the company call log can: ${typed('connect')}, written to me in a direct chat.`,
  'connect-directly': (name: string) => `Only in a direct chat: write ${typed(name)} to me there.`,
  'connected-by-operator': () =>
    `Your company's calls are read by the configuration of whoever runs me already. There is nothing to connect.`,
  'cannot-connect': (lacks: string) => `I cannot be connected yet. Whoever runs me has to mend this: ${plain(lacks, 300)}.`,
  'nothing-connected': () => `Nobody has connected your company's calls to me, so there is nothing to disconnect.`,
  'disconnect-operator': () =>
    `Your company's calls are read by the configuration of whoever runs me, so I cannot end that here. They can take the reader's JWT out of my configuration and restart me; removing me from the company deletes everything I know of it.`,
  'disconnect-not-yours': () =>
    `Only the person who connected me, or someone whose RingCentral role has the company call log permission, can end it.`,
  'disconnect-unknown': () => `Write ${typed('disconnect yes')} to have it done, or ${typed('disconnect')} to read what it does.`,
  'digest-what': () =>
    `Say when and what: ${typed('digest weekdays at 9:00 calls missed yesterday')}. ${typed('digest list')} shows those of this chat.`,
  'digest-when': (words: string) =>
    `I don't understand when "${plain(words, 60)}" is. Try ${typed('weekdays at 9:00')}, ${typed('mondays at 8:30')}, ${typed('monthly on the 1st at 8:00')} or a cron line.`,
  'digest-zone': (zone: string) => `I don't know the time zone "${plain(zone, 40)}". Try one like ${typed('in Europe/London')}.`,
  'digest-command': (name: string) =>
    `${typed(plain(name, 40))} cannot be scheduled. A digest asks a question: ${typed('digest weekdays at 9:00 calls missed yesterday')}.`,
  'digest-not-a-question': () => `That is not a question I can ask on a schedule. One is ${typed('calls missed yesterday')}.`,
  'digest-often': () => `That is more often than every quarter of an hour, which is too often for a chat.`,
  'digest-many': () => `This chat has as many digests as it may have. Remove one first: ${typed('digest list')}.`,
  'digest-unknown': (id: string) => `There is no digest ${plain(id, 12)} in this chat. ${typed('digest list')} shows them.`,
  'digest-not-yours': (permission: string) =>
    `Only the person a digest asks for, or someone whose RingCentral role has the ${plain(permission)} permission, can do that with it.`,
  'digest-too-soon': () => `That digest came less than a minute ago. Ask again in a moment.`,
  'digest-configured': () => `That digest is set in the bot's configuration, so it cannot be changed here.`,
  'digest-owner-left': () => `You are no longer in that chat.`,
  'digest-number': (verb: string) => `Which one? Try ${typed(`digest ${verb} 1`)}; ${typed('digest list')} shows the numbers.`,
  'no-hours': (zone: string) =>
    `My configuration sets no business hours for your time zone (${plain(zone)}), so I cannot tell which calls were in them and which after.`,
  'filters-disagree': (one: string, other: string) =>
    `A call cannot be both ${plain(one)} and ${plain(other)}. Leave one of them out.`,
} as const;

export type Fault = keyof typeof sentences;
export const faults = Object.keys(sentences) as readonly Fault[];

/** Refusals that may name colleagues, which nobody from outside should read. */
export const namesColleagues: ReadonlySet<string> = new Set<Fault>([
  'near-person',
  'ambiguous',
  'unknown',
  'queue',
  'bot',
  'other',
  'deleted',
  'not-shown-here',
  'not-in-direct',
  'not-your-queue',
]);

type Facts<Code extends Fault> = Parameters<(typeof sentences)[Code]>;

/** The user's fault, ready to be posted. */
export function refuse<Code extends Fault>(code: Code, ...facts: Facts<Code>): UserError {
  const sentence = sentences[code] as (...facts: Facts<Code>) => string;
  // What is repeated was typed, or is somebody's name, and either may be a phone number.
  const seenBy = (view: NumberView) => (fact: Facts<Code>[number]) =>
    typeof fact === 'string' ? foreignWords(fact, view) : fact;
  return new UserError(code, (view) => sentence(...(facts.map(seenBy(view)) as Facts<Code>)));
}
