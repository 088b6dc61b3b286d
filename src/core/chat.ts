/** A Team Messaging chat and the people in it, as far as the bot must know them to answer safely. */
import type { AccountId, ChatId, Instant, PersonId } from './model.js';

/** `PrivateChat` and `PersonalChat` of events are Direct and Personal here; an unknown type is `Other`, where no call data goes. */
export type ChatType = 'Everyone' | 'Team' | 'Group' | 'Direct' | 'Personal' | 'Other';

export interface Chat {
  readonly id: ChatId;
  readonly type: ChatType;
  readonly name?: string;
  readonly archived: boolean;
  /** Absent where the platform would not tell: then the room may not read call data. */
  readonly members?: readonly PersonId[];
  /** When the list of members was read; for one that an event told, see `toldAt`. */
  readonly readAt: Instant;
}

/** The `readAt` of what an event told: never fresh, and yet it says when the list was last known to be in motion. */
export const toldAt = (now: Instant): Instant => -now;

/** A person as Team Messaging knows them (`TMPersonInfo` of the contract). */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  /** The RingCentral account; absent for guests, and where the platform would not tell. */
  readonly companyId?: AccountId;
  /** When it was read; nobody changes company under one id, but what was not told may be told later. */
  readonly readAt?: Instant;
}

/** How a person reads time (`RegionalSettings` of the contract). */
export interface Locale {
  /** IANA name or old alias, as the platform gives it. */
  readonly zone: string;
  /** BCP 47, e.g. en-US; decides on which day a week begins. */
  readonly language: string;
  readonly hour12: boolean;
}

/** A post that was added to a chat. */
export interface Post {
  readonly id: string;
  readonly chat: ChatId;
  readonly creator: PersonId;
  readonly text: string;
  readonly mentions: readonly { readonly id: string; readonly type: string; readonly name?: string }[];
  /** The thread the post stands in, or the post it answers. */
  readonly thread?: string;
  readonly createdAt: Instant;
}
