/** What telephony session events say while a call is on: who is being rung, talks, and has hung up. */
import type { Company, Story } from '../model.js';
import { displayName, findExtension, iso } from './world.js';

type Code = 'Setup' | 'Proceeding' | 'Answered' | 'Disconnected' | 'VoiceMail';

interface PartyState {
  readonly id: string;
  readonly extensionId: string;
  readonly direction: 'Inbound' | 'Outbound';
  code: Code;
  missedCall: boolean;
}

export interface TelephonyEvent {
  /** Epoch ms at which it happens. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The ids under which the call log knows the call. */
interface SessionIds {
  readonly sessionId: string;
  readonly telephonySessionId: string;
}

/** The events of one story in their order; only extensions of the company are parties. */
export function telephonyEvents(company: Company, story: Story, session: SessionIds): TelephonyEvent[] {
  const parties = new Map<string, PartyState>();
  const events: TelephonyEvent[] = [];
  const party = (extensionId: string, direction: PartyState['direction'], code: Code) => {
    const known = parties.get(extensionId);
    if (known) known.code = code;
    else if (findExtension(company, extensionId)) {
      const id = `p-${session.telephonySessionId.slice(2)}-${parties.size + 1}`;
      parties.set(extensionId, { id, extensionId, direction, code, missedCall: false });
    }
  };
  const tell = (at: number, changed: PartyState[]) => {
    if (changed.length === 0) return;
    const sequence = events.length + 1;
    events.push({
      at: story.startedAt + at,
      body: sessionBody(company, story, session, sequence, story.startedAt + at, changed),
    });
  };
  if ('extensionId' in story.caller) party(story.caller.extensionId, 'Outbound', 'Proceeding');
  tell(0, [...parties.values()]);
  for (const event of story.events) {
    if (event.does === 'ring') party(event.who, 'Inbound', 'Proceeding');
    const who = parties.get(event.who);
    if (event.does === 'pick up') {
      for (const one of parties.values()) if (one === who || one.direction === 'Outbound') one.code = 'Answered';
    }
    if (who && event.does === 'voicemail begins') who.code = 'VoiceMail';
    if (who && (event.does === 'stop ringing' || event.does === 'decline')) who.code = 'Disconnected';
    if (event.does === 'hang up') for (const one of parties.values()) hangUp(one);
    tell(event.at, event.does === 'hang up' ? [...parties.values()] : who ? [who] : event.does === 'ring' ? last(parties) : []);
  }
  return events;
}

function hangUp(party: PartyState): void {
  party.missedCall = party.direction === 'Inbound' && (party.code === 'Proceeding' || party.code === 'VoiceMail');
  party.code = 'Disconnected';
}

function last(parties: Map<string, PartyState>): PartyState[] {
  return [...parties.values()].slice(-1);
}

function sessionBody(company: Company, story: Story, session: SessionIds, sequence: number, at: number, parties: PartyState[]) {
  return {
    sequence,
    ...session,
    serverId: '10.0.0.1.SBX',
    eventTime: iso(at),
    parties: parties.map(({ id, extensionId, direction, code, missedCall }) => ({
      accountId: company.id,
      extensionId,
      id,
      direction,
      from: caller(company, story),
      to: dialled(company, story),
      status: { code, rcc: false },
      park: {},
      missedCall,
      standAlone: false,
      muted: false,
    })),
    origin: { type: 'Call' },
  };
}

function caller(company: Company, { caller: who }: Story) {
  if ('extensionId' in who) return party(company, who.extensionId);
  if ('anonymous' in who)
    return { ...(who.name && { name: who.name }), ...(who.phoneNumber && { phoneNumber: who.phoneNumber }) };
  return { phoneNumber: who.phoneNumber, ...(who.name && { name: who.name }) };
}

function dialled(company: Company, { dialled: who }: Story) {
  if ('extensionId' in who) return party(company, who.extensionId);
  return { phoneNumber: who.phoneNumber, ...(who.name && { name: who.name }) };
}

function party(company: Company, extensionId: string) {
  const extension = findExtension(company, extensionId);
  const phoneNumber = company.numbers.find((number) => number.extensionId === extensionId)?.phoneNumber;
  return { extensionId, ...(extension && { name: displayName(extension) }), ...(phoneNumber && { phoneNumber }) };
}
