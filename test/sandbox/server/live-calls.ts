/** Calls that happen while the stand-in runs: their telephony events as the clock reaches them, their records afterwards. */
import type { Story, StoryKind } from '../model.js';
import type { Phone } from './phone.js';
import { type TelephonyEvent, telephonyEvents } from './telephony.js';
import type { Account, World } from './world.js';

export interface LiveCalls {
  make(kind?: StoryKind, dialledExtensionId?: string): Story;
  /** Publishes every event whose time has come. */
  tick(): void;
}

export function createLiveCalls(world: World, account: Account, phone: Phone, seed: number): LiveCalls {
  let due: TelephonyEvent[] = [];
  let made = 0;

  function make(kind: StoryKind = 'direct', dialledExtensionId?: string): Story {
    made += 1;
    const story = phone.one(account.company, seed + made, kind, world.now(), dialledExtensionId);
    const records = phone.records(account.company, story);
    account.stories.push(story);
    account.log.push(...records);
    const first = records[0]?.record;
    const sessionId = first?.sessionId ?? story.id;
    const session = { sessionId, telephonySessionId: String(first?.telephonySessionId ?? `s-${sessionId}`) };
    due.push(...telephonyEvents(account.company, story, session));
    tick();
    return story;
  }

  function tick(): void {
    const now = world.now();
    const come = due.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    if (come.length === 0) return;
    due = due.filter(({ at }) => at > now);
    for (const { body } of come) publish(body);
  }

  /** The account's filter hears of every call, an extension's of those it is a party to. */
  function publish(body: TelephonyEvent['body']): void {
    const accountId = account.company.id;
    const root = `/restapi/v1.0/account/${accountId}`;
    world.publish({ accountId, path: `${root}/telephony/sessions`, body });
    const parties = body.parties as { extensionId: string }[];
    for (const extensionId of new Set(parties.map((party) => party.extensionId))) {
      world.publish({ accountId, path: `${root}/extension/${extensionId}/telephony/sessions`, body });
    }
  }

  return { make, tick };
}
