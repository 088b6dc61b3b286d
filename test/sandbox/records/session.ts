/** One telephony session as the log keys it, and the envelope every record of it is put into. */
import type { Company, LoggedRecord, Story } from '../model.js';
import { type Random, seeded } from '../random.js';
import type { WireCall, WireExtension, WireLeg } from './wire.js';

const platform = 'https://platform.ringcentral.com/restapi/v1.0';

export interface Session {
  readonly company: Company;
  readonly story: Story;
  readonly random: Random;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Missing on some old records, which then share one `sessionId`. */
  readonly telephonySessionId?: string;
  readonly sessionIds: readonly string[];
}

/** `nth` 1 is the session of the call itself, 2 the consultation of a warm transfer; `linked` sessions always have their key. */
export function session(
  company: Company,
  story: Story,
  { nth, startedAt, endedAt, linked }: { nth: number; startedAt: number; endedAt: number; linked: boolean },
): Session {
  const random = seeded('records', company.id, story.id, nth);
  const first = Number(random.digits(12));
  const telephonySessionId = `s-a${random.digits(12)}z${random.digits(11)}`;
  const old = !linked && random.chance(0.05);
  const zero = !old && random.chance(0.03);
  const sessionIds = Array.from({ length: 12 }, (_, record) => (zero ? '0' : `${old ? first : first + record * 1_000}`));
  return { company, story, random, startedAt, endedAt, sessionIds, ...(old ? {} : { telephonySessionId }) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The log's numbers, not strings; the account in the address is not always ours, and means nothing. */
export function extensionInfo({ company, random }: Session, extensionId: string): WireExtension {
  const account = random.chance(0.03) ? random.digits(9) : company.id;
  return { id: Number(extensionId), uri: `${platform}/account/${account}/extension/${extensionId}` };
}

/** The one message this owner got from this story, wherever it is mentioned. */
export function message({ company, story }: Session, ownerId: string, type: 'VoiceMail' | 'Fax') {
  const id = seeded('message', company.id, story.id, ownerId).digits(11);
  return { id, type, uri: `${platform}/account/${company.id}/extension/${ownerId}/message-store/${id}` };
}

/** Whole seconds always, milliseconds mostly. `from` and `until` are epoch ms. */
export function span({ random }: Session, from: number, until: number): Pick<WireCall, 'startTime' | 'duration' | 'durationMs'> {
  const durationMs = Math.max(0, until - from);
  return { startTime: iso(from), duration: Math.round(durationMs / 1_000), ...(random.chance(0.8) ? { durationMs } : {}) };
}

function recording({ company, random }: Session): Pick<WireCall, 'recording'> {
  const id = random.digits(11);
  const uri = `${platform}/account/${company.id}/recording/${id}`;
  return { recording: { id, uri, type: random.pick(['Automatic', 'OnDemand']), contentUri: `${uri}/content` } };
}

/** Puts calls of one session into records; they can be read 15–30 s after the session's end, each at its own moment. */
export function logged(
  session: Session,
  calls: readonly { readonly call: WireCall; readonly legs: readonly WireLeg[] }[],
): LoggedRecord[] {
  const { company, story, random, sessionIds, telephonySessionId, endedAt } = session;
  const keys = telephonySessionId === undefined ? {} : { telephonySessionId };
  const withKeys = <T extends WireCall>(call: T): T => ({ ...call, ...keys });
  return calls.map(({ call, legs }, nth) => {
    const id = `A${random.whole(0x100000, 0xffffff).toString(36)}${random.digits(10)}A`;
    const visibleAt = endedAt + random.whole(15_000, 30_000);
    const answered =
      call.type === 'Voice' && (call.result === 'Accepted' || call.result === 'Call connected') && call.duration > 5;
    return {
      storyId: story.id,
      visibleAt,
      modifiedAt: visibleAt,
      record: {
        id,
        uri: `${platform}/account/${company.id}/call-log/${id}?view=Detailed`,
        sessionId: sessionIds[nth] as string,
        ...withKeys(call),
        ...(telephonySessionId === undefined ? {} : { partyId: `p-${telephonySessionId.slice(2)}-${nth + 1}` }),
        ...(answered && random.chance(0.2) ? recording(session) : {}),
        billing: { costIncluded: 0, costPurchased: 0 },
        legs: legs.map((leg) => (random.chance(0.7) ? withKeys(leg) : leg)),
        lastModifiedTime: iso(visibleAt),
      },
    };
  });
}
