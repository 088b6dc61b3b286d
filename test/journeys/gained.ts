/** What an attack could gain: call data, whole numbers, marks that a chat would obey, and changes of what the bot keeps. */
import { expect } from 'vitest';
import { displayName } from '../sandbox/server/world.js';
import type { Journey } from './journey.js';
import { leaksIn, numbersOf } from './secrets.js';
import { stored } from './stored.js';

export interface Watch {
  /** What the bot has said since, in every chat of every company, its corrections included. */
  said(): readonly string[];
  /** Fails where any of that tells of calls, shows a whole number, an unlisted person or a mark, or where the bot keeps anything else than before; what was `typed` may be repeated. */
  nothingGained(typed?: readonly string[]): Promise<void>;
}

/** Words that only an answer about calls has. */
const callData =
  /^(?:\d+|No) (?:[a-z]+ )*calls?(?: [a-z, ]+)? · |\d+ (?:answered|missed|declined|to voicemail|made)\b|\bon calls\b|last conversation(?:,|:)|^\* (?:today|yesterday|\w{3} \d).*\b(?:from|to) /im;

/** What a newcomer changes: rooms, schedules, who hides, and who the bot is. */
const kept = ['rooms', 'digests', 'hidden_people', 'bots', 'connections'] as const;

/** Only the bot's own bold and bullets; no link, mention, tag, invisible sign or turned line. */
export function marksIn(text: string): readonly string[] {
  const ownLink = /\[Connect by RingCentral\]\(http:\/\/127\.0\.0\.1:\d+\/connect\?link=[\w.-]+\)/g;
  const own = text
    .replace(ownLink, '')
    .replace(/\*\*[^*\n]+\*\*/g, '')
    .replace(/^\* /gm, '');
  const turned = own.replace(/\u2068[^\u2068\u2069\n]*\u2069/g, '');
  return [...turned.matchAll(/!\[|\]\(|:\/\/|[*`_~]|<\/?(?:b|a|i|img|script)\b|\bwww\.|\bmailto:|^#+ |\p{Cf}|\p{Co}/gimu)].map(
    ([mark]) => mark,
  );
}

export async function watch(journey: Pick<Journey, 'sandbox' | 'databaseFile'>): Promise<Watch> {
  const { sandbox } = journey;
  const heard: string[] = [];
  sandbox.onPost(({ kind, accountId, post }) => {
    const home = sandbox.inCompany(accountId).company;
    const isBot = home.extensions.some(({ id, type }) => id === post.creatorId && type === 'Bot');
    if (isBot && kind !== 'removed') heard.push(post.text ?? '');
  });
  const state = async () =>
    Object.fromEntries(
      await Promise.all(
        kept.map(async (table) => [table, await stored(journey.databaseFile, `SELECT * FROM ${table} ORDER BY 1, 2`)] as const),
      ),
    );
  const before = await state();
  const unlisted = sandbox.companies.flatMap(({ extensions }) => extensions.filter(({ hidden }) => hidden).map(displayName));
  return {
    said: () => heard,
    async nothingGained(typed = []) {
      await sandbox.settled();
      expect(heard.filter((text) => callData.test(text))).toEqual([]);
      const told = heard.map((text) => typed.reduce((rest, words) => rest.replaceAll(words, '#'), text));
      expect(leaksIn(told, { secrets: unlisted, numbers: numbersOf(sandbox) })).toEqual([]);
      expect(heard.filter((text) => marksIn(text).length > 0)).toEqual([]);
      expect(await state()).toEqual(before);
    },
  };
}
