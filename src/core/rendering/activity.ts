/** Calls and posts side by side, as lines: the totals, each person, each day or the busiest one, and how much of it is known. */
import type { ActivityDay } from '../activity.js';
import { formatDay, formatDuration, formatMoment } from '../calendar.js';
import type { Extension } from '../directory.js';
import type { Instant } from '../model.js';
import { counted, listed, plain, typed } from '../text.js';
import { asOf, gap, isKnown } from './coverage.js';
import { headLine, listLine, saidOf, type Telling, whoWords } from './head.js';

/** What somebody did in a stretch of time. */
export interface Activity {
  readonly calls: number;
  readonly missed: number;
  readonly talkMs: number;
  /** Null where posts are not counted. */
  readonly posts: number | null;
}

interface PersonActivity {
  readonly who: Extension;
  readonly whole: Activity;
  /** One for each of the answer's days; empty where they are not told. */
  readonly days: readonly Activity[];
}

export interface ActivityAnswer extends Telling {
  readonly people: readonly PersonActivity[];
  /** Distinct conversations. */
  readonly whole: Activity;
  /** The days of the table; empty where there is none. */
  readonly days: readonly ActivityDay[];
  readonly busiest?: { readonly day: ActivityDay; readonly of: Activity };
  readonly posts: PostsKnown;
}

interface PostsKnown {
  readonly rooms: readonly string[];
  readonly knownFrom: Instant | null;
  readonly isRead: boolean;
  readonly inDoubt: boolean;
  /** Alone with the bot: posts are those of rooms shared with it. */
  readonly alone: boolean;
}

const peopleShown = 30;
const roomsShown = 5;

export function activityAnswer(answer: ActivityAnswer): readonly string[] {
  const { subjects, period, people, whole, coverage, reference } = answer;
  const missing = gap(period.span, coverage, reference);
  const several = people.length > 1;
  return saidOf([
    headLine(whole.calls, [], whoWords(subjects), period.label, missing !== null),
    missing,
    totals(whole),
    ...postsLines(answer),
    ...people.slice(0, peopleShown).flatMap((each) => personLines(each, several, answer)),
    people.length > peopleShown ? `And ${counted(people.length - peopleShown, 'more person', 'more people')}.` : '',
    several && people.reduce((sum, each) => sum + each.whole.calls, 0) > whole.calls
      ? 'The calls of each add up to more than the total, since one call can involve several of them.'
      : '',
    busiestLine(answer),
    whole.calls > 0 ? `The calls one by one: ${listLine(answer, [])}.` : '',
    asOf(coverage, reference),
  ]);
}

/** `3 missed, 41 min on calls · 40 posts`. */
function totals({ missed, talkMs, posts }: Activity): string {
  const calls = [missed > 0 && `${missed} missed`, talkMs > 0 && `${formatDuration(talkMs)} on calls`].filter(Boolean).join(', ');
  return [calls, posts !== null && postWords(posts)].filter(Boolean).join(' · ');
}

const postWords = (posts: number) => (posts === 0 ? 'no posts' : counted(posts, 'post'));

/** `7 calls (2 missed, 41 min), 30 posts`. */
function words({ calls, missed, talkMs, posts }: Activity): string {
  const more = [missed > 0 && `${missed} missed`, talkMs > 0 && formatDuration(talkMs)].filter(Boolean).join(', ');
  const said = calls === 0 ? 'no calls' : `${counted(calls, 'call')}${more === '' ? '' : ` (${more})`}`;
  return posts === null ? said : `${said}, ${postWords(posts)}`;
}

function personLines({ who, whole, days }: PersonActivity, several: boolean, answer: ActivityAnswer): readonly string[] {
  const name = plain(who.name, 40);
  const told = whole.calls > 0 || isKnown(who.id, answer.coverage);
  const own = several ? [`${days.length === 0 ? '* ' : ''}${name}: ${told ? words(whole) : 'calls not known'}`] : [];
  return [
    ...own,
    ...answer.days.flatMap((day, n) => {
      const of = days[n];
      return of === undefined ? [] : [`* ${formatDay(day.span.from, answer.reference)}: ${words(known(of, day, answer))}`];
    }),
  ];
}

/** Of a day before anything is known, no count is told. */
const known = (of: Activity, { span }: ActivityDay, { posts: { knownFrom } }: ActivityAnswer): Activity =>
  knownFrom === null || span.to <= knownFrom ? { ...of, posts: null } : of;

function busiestLine({ busiest, reference }: ActivityAnswer): string {
  if (!busiest || busiest.of.calls + (busiest.of.posts ?? 0) === 0) return '';
  return `Busiest day: ${formatDay(busiest.day.span.from, reference)}, ${words(busiest.of)}.`;
}

function postsLines({ posts, period, reference }: ActivityAnswer): readonly string[] {
  const { rooms, knownFrom, isRead, inDoubt, alone } = posts;
  if (rooms.length === 0)
    return [
      alone
        ? `No posts: in no chat that you share with them and me are posts counted. ${typed('activity on')} in a team turns it on.`
        : `Posts are not counted in this chat. ${typed('activity on')} turns it on.`,
    ];
  if (knownFrom === null) return ['The posts have not been read yet.'];
  const names = rooms.filter((name) => name !== '').map((name) => plain(name, 40));
  const shown = names.slice(0, roomsShown);
  const others = rooms.length - shown.length;
  const where = listed([...shown, ...(others > 0 ? [counted(others, shown.length > 0 ? 'other chat' : 'chat')] : [])]);
  return [
    alone ? `Posts in ${where}.` : '',
    period.span.from >= knownFrom
      ? ''
      : isRead
        ? `Posts known from ${formatDay(knownFrom, reference)} on.`
        : `Posts known from ${formatMoment(knownFrom, reference)} on; older ones are still being read.`,
    inDoubt ? 'Some posts may be missing: I am reading what I did not hear of.' : '',
  ];
}
