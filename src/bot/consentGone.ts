/** What the person who connected a company is told, once, when RingCentral has taken the consent back. */
import { type AccountId, chatId, type Instant, type PersonId } from '../core/model.js';
import { post as asPost, link, typed } from '../core/text.js';
import type { Connecting, Delivery, Messenger } from '../ports.js';
import type { Kept } from './receive.js';
import type { Step } from './send.js';

export interface GoneConsent {
  readonly account: AccountId;
  readonly person: PersonId;
  readonly connectedAt: Instant;
}

/** Claimed once for each consent, however often it is found to be gone. */
export const consentGone = ({ account, person, connectedAt }: GoneConsent, bot: PersonId, now: Instant): Delivery => ({
  uuid: `${account} consent gone ${connectedAt}`,
  account,
  kind: 'notice',
  chat: chatId(`direct chat with ${person}`),
  body: JSON.stringify({ owner: bot, consentGone: person } satisfies Kept),
  receivedAt: now,
});

/** The link is made when it is sent, for it is not good for long. */
export async function consentGoneSteps(
  account: AccountId,
  person: PersonId,
  messenger: Messenger,
  connecting: Connecting,
): Promise<readonly Step[]> {
  const text = asPost([
    'RingCentral has taken back the consent by which I read your company’s people and calls: it was revoked, or it ended. I read nothing new until somebody connects me again; what I know already I still answer from.',
    ...(connecting.lacks === null
      ? [
          `To connect again, open this link within ten minutes: ${link('Connect by RingCentral', connecting.linkFor(account, person))}`,
          `Later, write ${typed('connect')} for a new one. ${typed('disconnect yes')} deletes what I have read.`,
        ]
      : [`Write ${typed('disconnect yes')} to delete what I have read.`]),
  ]);
  return [{ chat: await messenger.openDirect(person), text }];
}
