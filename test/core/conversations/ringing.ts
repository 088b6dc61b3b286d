/** Lets the phones of whoever was called ring, and somebody pick up, decline, leave a message or give up. */
import type { ExtensionId, Instant } from '../../../src/core/model.js';
import type { Choices } from './choices.js';
import { type Company, queueOf, type Worker, workerOf } from './company.js';
import type { Ring, Stage, Talk } from './story.js';

export interface Call {
  readonly called: ExtensionId;
  readonly at: Instant;
  readonly why: Stage['why'];
  readonly by?: ExtensionId;
  /** Who is on the line already and cannot pick up. */
  readonly busy: readonly ExtensionId[];
  /** Nobody is to leave a message: the call goes on elsewhere. */
  readonly goesOn: boolean;
}

type Draft = Omit<Ring, 'to' | 'ended'>;

const second = 1_000;
/** People take their time to the millisecond. */
const pause = (c: Choices, least: number, most: number) => c.between(least * second, most * second);

export function ring(c: Choices, company: Company, call: Call): Stage {
  const drafts = queueOf(company, call.called) ? agentsRing(c, company, call) : personRings(c, company, call);
  const last = Math.max(call.at, ...drafts.map(({ from }) => from));
  const ends = last + pause(c, 3, 30);
  const able = drafts.filter(({ whose }) => !call.busy.includes(whose));
  if (able.length > 0 && !call.goesOn && !c.rarely(3)) return pickedUp(c, call, drafts, c.one(able), ends);
  const declining = !queueOf(company, call.called) && call.why !== 'overflow' && c.rarely(4);
  const rings = drafts.map((draft): Ring => {
    const own = draft.whose === call.called && draft.phone !== 'mobile';
    if (declining && own) return { ...draft, to: Math.min(ends, draft.from + pause(c, 1, 3)), ended: 'declined' };
    return { ...draft, to: ends, ended: draft.phone === 'mobile' && c.rarely(3) ? 'unconfirmed' : 'stopped' };
  });
  const quiet = { called: call.called, at: call.at, why: call.why, ...(call.by !== undefined && { by: call.by }), rings };
  const toMailbox = !call.goesOn && call.why !== 'overflow' && c.rarely(2);
  if (!toMailbox) return { ...quiet, until: ends };
  const message = { from: ends, to: ends + pause(c, 3, 60) };
  return { ...quiet, message, until: message.to };
}

function pickedUp(c: Choices, call: Call, drafts: readonly Draft[], by: Draft, latest: Instant): Stage {
  const from = c.between(by.from + second, latest);
  const to = from + pause(c, 5, 300);
  const rings = drafts
    .filter((draft) => draft.from < from)
    .map(
      (draft): Ring => ({
        ...draft,
        to: draft === by ? from : Math.min(from, draft.from + pause(c, 2, 60)),
        ended: draft === by ? 'picked up' : 'stopped',
      }),
    );
  const half = from + Math.floor((to - from) / 2);
  const talk: Talk = {
    who: by.whose,
    phone: by.phone,
    from,
    to,
    ...(by.phone === 'desk' && c.rarely(4) && { also: { from: half, to } }),
  };
  return {
    called: call.called,
    at: call.at,
    why: call.why,
    ...(call.by !== undefined && { by: call.by }),
    rings,
    talk,
    until: to,
  };
}

function personRings(c: Choices, company: Company, call: Call): Draft[] {
  const worker = workerOf(company, call.called);
  if (!worker) return [];
  const from = call.at + c.between(50, 900);
  const own = phonesOf(worker).map((phone): Draft => ({ whose: worker.id, phone, reason: 'own', from: from + c.below(200) }));
  // Nothing is forwarded twice.
  if (call.why !== 'dialled') return own.slice(0, 1);
  const later = from + pause(c, 2, 15);
  const { findMe, assistant } = worker;
  return [
    ...own,
    ...(c.rarely(3) ? [{ whose: worker.id, phone: 'mobile', reason: 'own', from: later } as const] : []),
    ...(findMe !== undefined && !call.busy.includes(worker.id)
      ? [{ whose: findMe, phone: 'mobile', reason: 'colleague', from: later + c.below(50) } as const]
      : []),
    ...(assistant !== undefined && assistant !== findMe
      ? [{ whose: assistant, phone: 'desk', reason: 'boss', from: from + c.below(300) } as const]
      : []),
  ];
}

const phonesOf = (worker: Worker): readonly ('desk' | 'app')[] => (worker.hasApp ? ['desk', 'app'] : ['desk']);

/** All agents at once, or one after the other; some are on another call and do not ring at all. */
function agentsRing(c: Choices, company: Company, call: Call): Draft[] {
  const allAtOnce = c.rarely(2);
  const agents = (queueOf(company, call.called)?.agents ?? []).filter((agent) => agent !== call.by && !c.rarely(5));
  return agents.flatMap((whose, at): Draft[] => {
    const worker = workerOf(company, whose);
    const from = call.at + 2 * second + (allAtOnce ? c.below(400) : at * 8 * second + c.below(400));
    return (worker ? phonesOf(worker) : []).map((phone) => ({ whose, phone, reason: 'queue', from }));
  });
}
