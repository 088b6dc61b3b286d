/** The inbound records of a story: one for each queue or person called or one for several, with hand-overs as legs or as records apart. */
import { workerOf } from './company.js';
import { handedLegs, handedResult, stageLegs } from './legs.js';
import type { Stage, Story } from './story.js';
import { delegateOf, entry, type Hand, leg, mainParty, missed, partyOf, type Wire } from './wire.js';

interface Draft {
  readonly first: Stage;
  readonly overflowed: Stage[];
  readonly handed: Stage[];
}

/** `from` is how the log names whoever called. */
export const incoming = (hand: Hand, stages: readonly Stage[], from: () => Wire, story: Story): Wire[] =>
  draftsOf(hand, stages).map((draft) => write(hand, draft, from, story));

function draftsOf({ choices, company }: Hand, stages: readonly Stage[]): Draft[] {
  const drafts: Draft[] = [];
  const called = stages.filter(({ why }) => why !== 'handed over');
  const together = called.every((stage) => !workerOf(company, stage.called) && !stage.message) && choices.rarely(2);
  for (const stage of stages) {
    const last = drafts.at(-1);
    if (last && stage.why === 'handed over' && !choices.rarely(3)) last.handed.push(stage);
    else if (last && stage.why === 'overflow' && together) last.overflowed.push(stage);
    else drafts.push({ first: stage, overflowed: [], handed: [] });
  }
  return drafts;
}

function write(hand: Hand, { first, overflowed, handed }: Draft, from: () => Wire, story: Story): Wire {
  const { choices, company } = hand;
  const wasHanded = first.why === 'handed over';
  const reached = [first, ...overflowed];
  const decisive = reached.find(({ talk, message }) => talk || message) ?? first;
  const all = [...reached, ...handed];
  const ended = Math.max(...all.map((stage) => stage.until));
  // Only a desk's leg tells when its owner left, where the record goes on.
  const staysOn = story.linked !== undefined && !wasHanded && all.every(({ talk }) => talk?.phone !== 'mobile');
  const until = staysOn ? Math.max(ended, story.until) : ended;
  const assistant = first.talk && first.rings.find(({ reason, whose }) => reason === 'boss' && whose === first.talk?.who)?.whose;
  // Where something hangs on whose record it is, the log has to say.
  const owned = wasHanded || assistant !== undefined || first.rings.length === 0;
  const route = story.dialler === undefined ? 'menu' : 'nobody';
  const named = owned ? 'owner' : choices.one(['owner', 'owner', 'party', route, 'nobody'] as const);
  const around = { from, named: true, lasts: handed.length > 0 && choices.rarely(2) ? ended : undefined };
  const isNamed = named === 'owner' || named === 'party';
  const when = { from: first.at, to: until };
  const said = { direction: 'Inbound', ...resultOf(hand, decisive, isNamed), from: from(), when } as const;
  const legs = [
    ...(wasHanded && workerOf(company, first.called) ? [] : stageLegs(hand, first, { ...around, named: isNamed })),
    ...overflowed.flatMap((stage) => stageLegs(hand, stage, { ...around, named: false })),
    ...handed.flatMap((stage) => handedLegs(hand, stage, around)),
  ];
  const master = choices.rarely(2) ? [leg(hand, { ...said, to: mainParty(hand), legType: 'Accept', master: true })] : [];
  const of = named === 'owner' ? first.called : named === 'menu' ? company.menu : undefined;
  const to = named === 'party' || (named === 'owner' && !choices.rarely(3)) ? partyOf(hand, first.called) : mainParty(hand);
  return {
    ...entry(hand, { ...said, ...(wasHanded && { action: 'Transfer' }), to, of }),
    ...(assistant !== undefined && { ...delegateOf(hand, assistant), ...(choices.rarely(2) && { delegationType: 'Coworker' }) }),
    legs: [...master, ...legs],
  };
}

/** A message is told by the result, or beside one that says Missed. */
function resultOf(hand: Hand, stage: Stage, named: boolean): { readonly result: string; readonly more?: Wire } {
  if (!stage.message || !named || !hand.choices.rarely(3)) return { result: handedResult(hand, stage) };
  return { result: missed(hand), more: { message: { id: 1, type: 'VoiceMail', uri: 'x' } } };
}
