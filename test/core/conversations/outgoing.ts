/** The outbound records of a story: of whoever dialled, under their own name or their boss's, whatever number they showed. */
import type { ExtensionId } from '../../../src/core/model.js';
import { lineOf } from './company.js';
import { handedLegs } from './legs.js';
import type { Story } from './story.js';
import { delegateOf, entry, type Hand, knownByNumber, leg, mainParty, outsideParty, partyOf, type Wire } from './wire.js';

const unanswered = ['No Answer', 'Busy', 'Hang Up', 'Stopped', 'Call Failed', 'Wrong Number', 'Rejected'] as const;

export interface Outgoing {
  readonly records: readonly Wire[];
  /** Whether its legs tell whom an outsider was handed on to. */
  readonly tellsHandOver: boolean;
}

export function outgoing(hand: Hand, story: Story & { readonly dialler: ExtensionId }): Outgoing {
  const { choices } = hand;
  const { dialler, boss, at, until } = story;
  const handed = story.outsiderAnswered === undefined ? [] : story.stages;
  const asLegs = handed.length > 0 && !choices.rarely(3);
  const to = asLegs ? until : (story.diallerUntil ?? until);
  const around = { from: () => partyOf(hand, dialler), lasts: asLegs && choices.rarely(2) ? until : undefined, named: true };
  const said = {
    direction: 'Outbound',
    result: resultOf(hand, story),
    to: dialled(hand, story),
    when: { from: at, to },
  } as const;
  const who = maker(hand, story);
  const out = (master: boolean) => leg(hand, { ...said, from: who.from, of: dialler, master, legType: 'SipToPstnUnmetered' });
  const legs = [
    ...(who.inLeg || choices.rarely(2) ? [out(choices.rarely(2))] : []),
    ...(asLegs ? handed.flatMap((stage) => handedLegs(hand, stage, around)) : []),
  ];
  const action = story.ringOut ? choices.one(['RingOut Web', 'RingOut PC']) : 'Phone Call';
  const record = {
    ...entry(hand, { ...said, action, from: who.from, of: who.of }),
    ...(boss !== undefined && { ...delegateOf(hand, dialler), ...(choices.rarely(2) && { delegationType: 'Coworker' }) }),
    legs,
  };
  if (!story.ringOut) return { records: [record], tellsHandOver: asLegs };
  // The first half rang the dialler's own phone, the second the other side.
  const own = {
    direction: 'Outbound',
    action,
    result: 'Call connected',
    from: partyOf(hand, dialler),
    to: partyOf(hand, dialler),
  } as const;
  const first = {
    ...entry(hand, { ...own, of: dialler, when: { from: at, to } }),
    legs: [leg(hand, { ...own, of: dialler, master: true, legType: 'RingOutWebToSubscriber', when: { from: at, to } })],
  };
  return { records: [first, { ...record, startTime: new Date(at + 500).toISOString() }], tellsHandOver: false };
}

function dialled(hand: Hand, { outsiderAnswered, outsider, stages, kind, dialler }: Story): Wire {
  const [first] = stages;
  if (kind === 'own mailbox' && dialler !== undefined) return partyOf(hand, dialler);
  if (outsiderAnswered !== undefined || !first) return outsideParty(hand, outsider);
  return partyOf(hand, first.called);
}

/** Whose it is: the record's extension, its calling party, or one leg that went out from a phone. */
function maker(hand: Hand, { dialler, boss }: Story): { of?: ExtensionId | undefined; from: Wire; inLeg?: boolean } {
  const { choices, company } = hand;
  if (dialler === undefined) return { from: {} };
  if (boss !== undefined) {
    return choices.rarely(3)
      ? { from: partyOf(hand, boss) }
      : { of: boss, from: choices.rarely(2) ? mainParty(hand) : partyOf(hand, boss) };
  }
  const shown = company.queues.find(knownByNumber)?.direct;
  return choices.one([
    { of: dialler, from: partyOf(hand, dialler) },
    { of: dialler, from: mainParty(hand) },
    { of: dialler, from: shown === undefined ? {} : { phoneNumber: shown } },
    { from: partyOf(hand, dialler) },
    { from: mainParty(hand), inLeg: true },
    { of: dialler, from: { extensionNumber: lineOf(company, dialler).extensionNumber } },
  ]);
}

function resultOf({ choices }: Hand, story: Story): string {
  if (story.kind === 'own mailbox' || typeof story.outsiderAnswered === 'number')
    return choices.rarely(9) && story.kind === 'call' ? '933' : 'Call connected';
  const handedAt = story.stages.findIndex(({ why }) => why === 'handed over');
  const own = handedAt === -1 ? story.stages : story.stages.slice(0, handedAt);
  if (own.some(({ talk }) => talk)) return 'Call connected';
  if (own.some(({ message }) => message)) return choices.one(['Call connected', 'Voicemail']);
  return choices.one(unanswered);
}
