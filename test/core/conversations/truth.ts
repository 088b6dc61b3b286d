/** What everybody's part was, from what happened alone. */
import type { ExtensionId, Span } from '../../../src/core/model.js';
import type { Part } from '../../../src/core/participation.js';
import { type Company, queueOf } from './company.js';
import type { Outsider, Stage, Story } from './story.js';

export interface Truth {
  readonly extension: ExtensionId;
  readonly direction: 'inbound' | 'outbound';
  readonly part: Part;
  readonly counterpart: ExtensionId | Outsider;
  readonly queue: ExtensionId | undefined;
  /** Time on calls lies between having picked up and having been rung: the log's durations may hold the ringing. */
  readonly talk: { readonly least: number; readonly most: number; readonly stretches: number };
  readonly leftVoicemail: boolean;
  /** Of a queue that took or missed it: how long the caller waited, as closely as any log can tell. */
  readonly wait?: { readonly least: number; readonly most: number };
}

export function truthOf(story: Story, company: Company): readonly Truth[] {
  if (story.kind === 'paging') return [];
  const involved = new Set<ExtensionId>();
  if (story.dialler !== undefined) involved.add(story.dialler);
  if (story.boss !== undefined) involved.add(story.boss);
  for (const stage of story.stages) {
    involved.add(stage.called);
    for (const { whose } of stage.rings) involved.add(whose);
    if (stage.talk) involved.add(stage.talk.who);
  }
  return [...involved].map((extension) => {
    const { part, leftVoicemail = false } = partOf(extension, story, company);
    const outbound = extension === story.dialler || (extension === story.boss && part === 'on behalf');
    return {
      extension,
      direction: outbound ? ('outbound' as const) : ('inbound' as const),
      part,
      counterpart: outbound ? reachedBy(story) : otherEnd(extension, story),
      queue: outbound || queueOf(company, extension) ? undefined : queueFor(extension, story, company),
      talk: talkOf(extension, part, story, company),
      leftVoicemail,
      ...waitOf(extension, part, story, company),
    };
  });
}

const handedOn = (stage: Stage) => stage.why === 'handed over';
/** What the dialler brought about: everything until somebody handed the call on. */
function beforeHandedOn({ stages }: Story): readonly Stage[] {
  const first = stages.findIndex(handedOn);
  return first === -1 ? stages : stages.slice(0, first);
}

const reachedBy = (story: Story): ExtensionId | Outsider => {
  const [first] = story.stages;
  return story.outsiderAnswered === undefined && first ? first.called : story.outsider;
};

/** Who was at the other end when it rang: whoever dialled, or whom the dialler spoke with before letting go. */
function otherEnd(extension: ExtensionId, story: Story): ExtensionId | Outsider {
  const { dialler, stages } = story;
  if (dialler === undefined) return story.outsider;
  const stage = stages.find(
    ({ called, rings, talk }) =>
      called === extension || talk?.who === extension || rings.some(({ whose }) => whose === extension),
  );
  const left = stages.slice(0, stage ? stages.indexOf(stage) + 1 : 0).some((each) => handedOn(each) && each.by === dialler);
  return left && story.outsiderAnswered !== undefined ? story.outsider : dialler;
}

function partOf(who: ExtensionId, story: Story, company: Company): { part: Part; leftVoicemail?: boolean } {
  const { stages } = story;
  if (who === story.dialler) {
    const own = beforeHandedOn(story);
    const reached = typeof story.outsiderAnswered === 'number' || story.kind === 'own mailbox' || own.some(({ talk }) => talk);
    const message = own.some((stage) => stage.message);
    return { part: reached ? 'connected' : 'not connected', leftVoicemail: message && !reached };
  }
  const mine = stages.filter(({ called }) => called === who);
  if (queueOf(company, who))
    return {
      part: stages.some((stage) => stage.talk && servedQueue(stage, story, company) === who)
        ? 'answered'
        : calledPart(who, mine, stages),
    };
  if (stages.some(({ talk }) => talk?.who === who)) return { part: 'answered' };
  if (who === story.boss) return { part: 'on behalf' };
  const assisted = mine.some(
    ({ rings, talk }) => talk && rings.some(({ reason, whose }) => reason === 'boss' && whose === talk.who),
  );
  if (assisted) return { part: 'on behalf' };
  const handed = mine.filter(handedOn);
  if (handed.length > 0) return { part: calledPart(who, handed, stages) };
  const queueCalled = stages.findIndex(({ called }) => queueOf(company, called));
  const dialledFirst = mine.some((stage) => queueCalled === -1 || stages.indexOf(stage) < queueCalled);
  return { part: dialledFirst ? calledPart(who, mine, stages) : 'rang' };
}

/** The part of a person or queue that was called. Whoever was handed a call is judged by it alone. */
function calledPart(who: ExtensionId, mine: readonly Stage[], stages: readonly Stage[]): Part {
  if (mine.some(({ message }) => message)) return 'voicemail';
  if (mine.some(({ rings }) => rings.some(({ whose, ended }) => whose === who && ended === 'declined'))) return 'refused';
  return !mine.every(handedOn) && stages.some(({ talk }) => talk) ? 'elsewhere' : 'missed';
}

/** The queue that was called, or that sent the caller on to a person when nobody in it picked up. */
function servedQueue(stage: Stage, { stages }: Story, company: Company): ExtensionId | undefined {
  if (queueOf(company, stage.called)) return stage.called;
  const before = stages[stages.indexOf(stage) - 1]?.called;
  return stage.why === 'overflow' && before !== undefined && queueOf(company, before) ? before : undefined;
}

/** For which queue they took it, or else were first rung; none where they were called themselves. */
function queueFor(who: ExtensionId, story: Story, company: Company): ExtensionId | undefined {
  const took = story.stages.find(({ talk }) => talk?.who === who);
  if (took) return servedQueue(took, story, company);
  const rung = story.stages.filter(({ called, rings }) => called === who || rings.some(({ whose }) => whose === who));
  const queues = rung.map((stage) => servedQueue(stage, story, company));
  return rung.some(({ called }, at) => called === who && queues[at] === undefined)
    ? undefined
    : queues.find((queue) => queue !== undefined);
}

/**
 * From the queue being called until the taker's phone began to ring, or until the caller hung up or came to the next queue. Of a queue in
 * the middle of a record the log may only tell when the first phone rang; of the taker, it may only tell when they picked up.
 */
function waitOf(who: ExtensionId, part: Part, story: Story, company: Company): Pick<Truth, 'wait'> {
  const { stages } = story;
  const first = stages.find(({ called }) => called === who);
  if (!queueOf(company, who) || !first) return {};
  const rung = Math.min(...first.rings.map(({ from }) => from), first.until);
  const began = first.why === 'dialled' ? first.at : rung;
  const lasting = (least: number, most: number) => ({ wait: { least: least - began, most: most - first.at } });
  if (part === 'missed') {
    const next = stages.find(({ at, called }) => at > first.at && queueOf(company, called))?.at ?? story.until;
    return lasting(next, next);
  }
  if (part !== 'answered') return {};
  const stage = stages.find((each) => each.talk && servedQueue(each, story, company) === who);
  const talk = stage?.talk;
  if (!stage || !talk) return {};
  const ringing = Math.min(talk.from, ...stage.rings.filter(({ whose }) => whose === talk.who).map(({ from }) => from));
  return lasting(ringing, talk.from);
}

function talkOf(who: ExtensionId, part: Part, story: Story, company: Company): Truth['talk'] {
  if (part !== 'answered' && part !== 'connected') return { least: 0, most: 0, stretches: 0 };
  const least: Span[] = [];
  const most: Span[] = [];
  for (const stage of story.stages) {
    const { talk, rings } = stage;
    if (!talk || (talk.who !== who && servedQueue(stage, story, company) !== who)) continue;
    const rung = Math.min(stage.at, ...rings.filter(({ whose }) => whose === talk.who).map(({ from }) => from));
    least.push({ from: talk.from, to: talk.to });
    most.push({ from: handedOn(stage) ? stage.at : Math.max(rung, stage.at), to: talk.to });
  }
  if (who === story.dialler) {
    const to = story.diallerUntil ?? story.until;
    const own = beforeHandedOn(story).find(({ talk }) => talk)?.talk;
    const answered = story.outsiderAnswered ?? own?.from ?? story.at;
    // Waiting and speaking into a mailbox after a hand-over is no talk, though the log may not tell it apart.
    const spoke = own ? Math.max(...story.stages.map(({ talk }) => talk?.to ?? 0)) : to;
    least.push({ from: answered, to: Math.min(to, spoke) });
    most.push({ from: story.at, to });
  }
  return { least: union(least), most: union(most), stretches: most.length };
}

function union(spans: readonly Span[]): number {
  const marks = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return marks.reduce((sum, mark, at) => {
    const next = marks[at + 1];
    return next !== undefined && spans.some(({ from, to }) => from <= mark && next <= to) ? sum + next - mark : sum;
  }, 0);
}
