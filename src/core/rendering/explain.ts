/** The rules of counting in force, in plain words, as they hold for whoever asks. */
import { dayOf, formatDate, type Reference } from '../calendar.js';
import { type BusinessHours, isoDate, type Opening, type Weekday, weekdays } from '../rules/hours.js';
import type { Rules } from '../rules.js';
import { bold, counted, listed, typed, zoneWords } from '../text.js';

/** More holidays than this are not told one by one. */
const holidaysShown = 6;

export function explainLines(rules: Rules, hours: BusinessHours | null, reference: Reference): readonly string[] {
  const { missed, queueRingsCount, serviceLevel, internal } = rules;
  const gaveUp = missed.callerGaveUpWithin;
  return [
    'This is how I count; the operator sets it in my configuration.',
    `* ${bold('Calls')}: one conversation counts once, however many phones rang. Somebody's calls are those they made, took, missed, declined or have a voicemail from.`,
    `* ${bold('Missed')}: nobody took it, and there is no voicemail. ${
      gaveUp === undefined
        ? 'It does not matter how soon the caller hung up.'
        : `Where the caller hung up within ${counted(gaveUp, 'second')} it is no miss: ${typed('calls given up')} lists those.`
    }`,
    `* ${bold('Queues')}: ${
      queueRingsCount
        ? "a queue's call that nobody took is missed by the queue and by everybody it rang; where somebody took it, the others' phones only rang."
        : "a queue's call is missed by the queue alone; the phones of the people who answer it only rang."
    } ${typed('calls rang')} lists what only rang.`,
    `* ${bold('Service level')}: a queue's call should be answered within ${counted(serviceLevel, 'second')}.`,
    `* ${bold('Internal calls')}: calls between colleagues are ${
      internal === 'counted'
        ? `counted; ${typed('calls external')} leaves them out.`
        : `left out of every figure; ${typed('calls internal')} lists them.`
    }`,
    `* ${bold('Business hours')}: ${hoursWords(hours, reference)}`,
    `* ${bold('Time on calls')}: the time in which somebody had taken a call; calls at the same time count once, and not after they handed it over.`,
    `${typed('why')} with the number of a call in a list tells which rule made it what it is.`,
  ];
}

function hoursWords(hours: BusinessHours | null, reference: Reference): string {
  const zone = zoneWords(reference.locale.zone);
  if (!hours) return `none are set for your time zone (${zone}), so no call is after hours.`;
  const week = weekWords(hours.week);
  const today = dayOf(reference.now, reference.locale);
  const ahead = hours.holidays.filter((date) => date >= isoDate(today));
  const days = ahead.slice(0, holidaysShown).map((date) => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
    return formatDate({ year, month, day }, today);
  });
  const more = ahead.length - days.length;
  const holidays = days.length === 0 ? '' : ` Closed on ${listed(more > 0 ? [...days, `${more} more days`] : days)}.`;
  return `${week === '' ? 'always closed' : week} (${zone}, yours).${holidays} Any other call is after hours: ${typed('calls after hours')}.`;
}

/** `Mon–Fri 09:00–17:30, Sat 10:00–14:00`. */
function weekWords(week: BusinessHours['week']): string {
  const runs: { first: Weekday; last: Weekday; open: string }[] = [];
  for (const [index, day] of weekdays.entries()) {
    const opening = week[day];
    if (!opening) continue;
    const open = openingWords(opening);
    const run = runs.at(-1);
    if (run?.open === open && run.last === weekdays[index - 1]) run.last = day;
    else runs.push({ first: day, last: day, open });
  }
  const name = (day: Weekday) => day.charAt(0).toUpperCase() + day.slice(1);
  return runs.map(({ first, last, open }) => `${name(first)}${first === last ? '' : `–${name(last)}`} ${open}`).join(', ');
}

const openingWords = ({ from, to }: Opening): string =>
  [from, to].map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`).join('–');
