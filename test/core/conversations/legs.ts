/** The legs of those whose phones rang, as the log keeps them: forwarding is Accepted as soon as it rings, and ids may be missing. */
import type { ExtensionId, Instant } from '../../../src/core/model.js';
import { lineOf, workerOf } from './company.js';
import type { Ring, Stage } from './story.js';
import {
  declined,
  type Entry,
  type Hand,
  knownByNumber,
  leg,
  missed,
  outsideParty,
  partyOf,
  shuffled,
  silenced,
  type Wire,
} from './wire.js';

export interface Around {
  /** How the log names whoever called. */
  readonly from: () => Wire;
  /** Until when the taker's leg is said to last, where the log does not see that they let go. */
  readonly lasts: Instant | undefined;
  /** Whether something else names the queue or person called, so that legs need not. */
  readonly named: boolean;
}

/** All legs of a stage that was dialled or overflowed into. */
export function stageLegs(hand: Hand, stage: Stage, around: Around): Wire[] {
  const { talk, message, called } = stage;
  const inbound = { direction: 'Inbound', legType: 'Accept', from: around.from() } as const;
  const legs = stage.rings.map((ring) => ringLeg(hand, stage, ring, around));
  if (talk?.also) {
    legs.push(leg(hand, { ...inbound, result: 'Accepted', to: partyOf(hand, talk.who), of: talk.who, when: talk.also }));
  }
  if (message && (!around.named || hand.choices.rarely(2))) {
    legs.push(leg(hand, { ...inbound, result: 'Voicemail', to: partyOf(hand, called), of: called, when: message }));
  }
  if (!workerOf(hand.company, called) && (!around.named || hand.choices.rarely(2))) {
    const result = talk ? 'Accepted' : message ? 'Voicemail' : missed(hand);
    const when = { from: stage.at, to: talk?.to ?? stage.until };
    legs.push(leg(hand, { ...inbound, result, to: partyOf(hand, called), of: called, when }));
  }
  return shuffled(hand, legs);
}

function ringLeg(hand: Hand, stage: Stage, ring: Ring, { from, lasts }: Around): Wire {
  const { talk } = stage;
  const picked = ring.ended === 'picked up' ? talk : undefined;
  const when = picked
    ? { from: hand.withRinging ? ring.from : picked.from, to: Math.max(lasts ?? 0, picked.to) }
    : { from: ring.from, to: ring.to };
  if (ring.phone === 'mobile') {
    const forwarding = hand.choices.one([
      { action: 'FindMe', legType: 'FindMe' },
      { action: 'FollowMe', legType: 'FollowMe' },
      { action: 'Phone Call', legType: 'FindMe' },
    ]);
    const to = { phoneNumber: workerOf(hand.company, ring.whose)?.mobile ?? '' };
    return leg(hand, {
      direction: 'Outbound',
      ...forwarding,
      result: 'Accepted',
      from: outsideParty(hand, {}),
      to,
      of: ring.whose,
      when,
    });
  }
  const heard = ring.ended === 'declined' ? declined(hand) : talk ? silenced(hand) : missed(hand);
  const result = picked || (duringTakers(hand, stage, ring) && hand.choices.rarely(4)) ? 'Accepted' : heard;
  const inbound = { direction: 'Inbound', result, from: from(), when } as const;
  if (ring.reason === 'queue') return agentLeg(hand, stage.called, ring.whose, inbound);
  const more = ring.reason === 'boss' ? { delegationType: 'Coworker' } : {};
  return leg(hand, { ...inbound, legType: 'Accept', more, ...whose(hand, ring.whose) });
}

/** Rang while the phone that was picked up did: of several at once the log may call each accepted, and only the length tells. */
function duringTakers({ withRinging }: Hand, { rings, talk }: Stage, ring: Ring): boolean {
  const taker = rings.find(({ ended }) => ended === 'picked up');
  if (!withRinging || !taker || !talk || ring.reason !== 'queue' || ring.whose === talk.who) return false;
  return ring.from >= taker.from && ring.to <= talk.to;
}

function agentLeg(hand: Hand, queue: ExtensionId, agent: ExtensionId, said: Omit<Entry, 'to'>): Wire {
  const { choices } = hand;
  const kind = choices.one([
    { action: 'Hunting', legType: 'Hunting' },
    { action: 'Phone Call', legType: 'Accept' },
    { action: 'VoIP Call', legType: 'Quantum' },
  ]);
  const more = choices.rarely(3) ? { delegationType: 'QueueForwarding' } : {};
  const to = choices.rarely(2) ? { of: agent, to: partyOf(hand, queue) } : whose(hand, agent);
  return leg(hand, { ...said, ...kind, more, ...to });
}

/** Whose phone it was: by id, or, where the number tells, by the number alone. */
function whose(hand: Hand, id: ExtensionId): { of?: ExtensionId; to: Wire } {
  const line = lineOf(hand.company, id);
  if (knownByNumber(line) && hand.choices.rarely(4)) return { to: { phoneNumber: line.direct } };
  return { of: id, to: partyOf(hand, id) };
}

/** The legs of a blind transfer: one to whom it leads, naming them or whoever let go, and those of a queue's agents. */
export function handedLegs(hand: Hand, stage: Stage, around: Around): Wire[] {
  const { called, talk, message, by } = stage;
  const until = talk?.to ?? stage.until;
  const transfer = leg(hand, {
    direction: hand.choices.one(['Inbound', 'Outbound']),
    action: 'Transfer',
    legType: 'TransferCall',
    result: handedResult(hand, stage),
    from: around.from(),
    to: partyOf(hand, called),
    of: hand.choices.rarely(3) ? by : called,
    when: { from: stage.at, to: talk || message ? Math.max(around.lasts ?? 0, until) : until },
  });
  return workerOf(hand.company, called) ? [transfer] : [transfer, ...stageLegs(hand, stage, { ...around, named: true })];
}

export function handedResult(hand: Hand, { talk, message, rings }: Stage): string {
  if (talk) return 'Accepted';
  if (message) return 'Voicemail';
  return rings.some(({ ended }) => ended === 'declined') ? declined(hand) : missed(hand);
}
