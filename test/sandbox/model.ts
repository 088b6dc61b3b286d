/** What the stand-in RingCentral knows: its companies, their people and chats, and what really happened on the phone. */

/** One RingCentral account. Ids are digits in strings, as the platform's are once they are out of JSON. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** IANA zone of the account; a person without one of their own has this. */
  readonly timeZone: string;
  readonly mainNumber: string;
  readonly extensions: Extension[];
  readonly numbers: PhoneNumber[];
  readonly queues: Queue[];
  /** Guests (`glip-…`) and members of other accounts whom Team Messaging knows. Never extensions of this company. */
  readonly visitors: Visitor[];
  readonly chats: Chat[];
}

type ExtensionType = 'User' | 'Department' | 'IvrMenu' | 'Bot' | 'Site' | 'Limited' | 'DigitalUser' | 'Announcement';
export type ExtensionStatus = 'Enabled' | 'Disabled' | 'Frozen' | 'NotActivated' | 'Unassigned';

export interface Extension {
  readonly id: string;
  readonly extensionNumber?: string;
  readonly type: ExtensionType;
  status: ExtensionStatus;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Only extensions that are not people have a plain name. */
  readonly name?: string;
  readonly email?: string;
  readonly department?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly timeFormat?: '12h' | '24h';
  /** Permission ids this user's role holds, e.g. FullCompanyCallLog, ReadExtensions. */
  readonly permissions?: readonly string[];
  readonly hidden?: boolean;
  /** Gone from every list; its id answers 404 CMN-102, its call records stay. */
  deleted?: boolean;
  readonly siteId?: string;
}

export interface PhoneNumber {
  /** E.164 with +. */
  readonly phoneNumber: string;
  readonly usageType: 'MainCompanyNumber' | 'CompanyNumber' | 'DirectNumber' | 'CompanyFaxNumber' | 'ForwardedNumber';
  /** Absent on company numbers. A queue's own number is a DirectNumber of its Department extension. */
  readonly extensionId?: string;
}

export interface Queue {
  readonly extensionId: string;
  readonly memberIds: readonly string[];
}

export interface Visitor {
  /** `glip-…` for guests; plain digits for people of another account (may equal an extension id of ours). */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  /** The other account; absent for guests. */
  readonly companyId?: string;
}

export interface Chat {
  readonly id: string;
  readonly type: 'Everyone' | 'Team' | 'Group' | 'Direct' | 'Personal';
  name?: string;
  public?: boolean;
  status?: 'Active' | 'Archived';
  members: string[];
  readonly creationTime: string;
}

/**
 * What happened in one conversation, told as what each party did, never as an outcome.
 * `at` is milliseconds after `startedAt`. The records and the truth are each derived from this, by separate code.
 */
export interface Story {
  readonly id: string;
  readonly kind: StoryKind;
  /** Epoch ms at which the caller's phone began to call. */
  readonly startedAt: number;
  readonly caller: Caller;
  /** What was dialled: an extension (person or queue), or a number outside the company. */
  readonly dialled: { readonly extensionId: string } | { readonly phoneNumber: string; readonly name?: string };
  readonly events: readonly StoryEvent[];
}

export type StoryKind =
  | 'direct'
  | 'internal'
  | 'outbound'
  | 'queue'
  | 'findme'
  | 'blind-transfer'
  | 'warm-transfer'
  | 'delegate'
  | 'voicemail'
  | 'anonymous'
  | 'blocked'
  | 'fax'
  | 'declined'
  | 'monitored';

export type Caller =
  | { readonly extensionId: string /** made by this secretary on the extension's behalf */; readonly delegateId?: string }
  | { readonly phoneNumber: string; readonly name?: string; readonly location?: string }
  /** Anonymous in its three shapes: no number at all, a name such as "Anonymous" without number, a masked number. */
  | { readonly anonymous: 'no-number' | 'name-only' | 'masked'; readonly name?: string; readonly phoneNumber?: string };

/** One thing somebody did. `who` is an extension id, or 'caller', or 'callee' for a party outside the company. */
export type StoryEvent =
  | {
      readonly at: number;
      readonly does: 'ring';
      readonly who: string;
      readonly via?: 'direct' | 'queue' | 'findme' | 'delegate' | 'transfer';
      readonly queueId?: string;
      readonly for?: string;
    }
  | { readonly at: number; readonly does: 'stop ringing'; readonly who: string }
  | { readonly at: number; readonly does: 'pick up'; readonly who: string }
  | { readonly at: number; readonly does: 'decline'; readonly who: string }
  | { readonly at: number; readonly does: 'transfer'; readonly who: string; readonly to: string; readonly warm?: boolean }
  | { readonly at: number; readonly does: 'voicemail begins'; readonly who: string }
  | { readonly at: number; readonly does: 'voicemail left'; readonly who: string }
  | { readonly at: number; readonly does: 'blocked'; readonly who: string }
  | { readonly at: number; readonly does: 'fax received'; readonly who: string }
  | { readonly at: number; readonly does: 'listen in'; readonly who: string }
  | { readonly at: number; readonly does: 'hang up'; readonly who: string };

/** A call log record as JSON on the wire (`CallLogRecord` of the contract), Detailed. */
export type WireRecord = Record<string, unknown> & {
  readonly id: string;
  readonly sessionId: string;
  readonly startTime: string;
  lastModifiedTime?: string;
};

/** When a record can first be read: 15–30 s after the call's end. */
export interface LoggedRecord {
  readonly storyId: string;
  readonly visibleAt: number;
  /** Epoch ms of `lastModifiedTime`; extract-sync is ordered by it. */
  modifiedAt: number;
  record: WireRecord;
}

/** What one extension truly did in one conversation, derived from the story's events alone. */
export type TruePart =
  | 'connected'
  | 'not connected'
  | 'on behalf'
  | 'answered'
  | 'rang'
  | 'voicemail'
  | 'refused'
  | 'elsewhere'
  | 'missed';

export interface Truth {
  readonly storyId: string;
  readonly extensionId: string;
  readonly startedAt: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly part: TruePart;
  /** Fax and blocked conversations are not calls. */
  readonly outsideTotals?: 'fax' | 'blocked';
  /** True where the other party is an extension of the company. */
  readonly internal: boolean;
  /** The other party as an extension, where it is one. */
  readonly counterpartId?: string;
}
