/** The names people have: common ones, and the hard ones every seed must contain. */
import type { Random } from '../random.js';

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: string;
  readonly timeZone?: string;
}

const firstNames =
  'Ada Amir Anna Aiko Ben Bruno Chloe Cyrus Diana Dmitri Elena Emil Fatima Felix Gina Hana Hugo Ines Ivan Jack Jane Kai Karen Leo Lena Luis Maria Max Mia Nadia Nils Olga Omar Paul Petra Quinn Rosa Ravi Sam Sofia Tara Theo Uma Victor Wendy Xenia Yusuf Zara'.split(
    ' ',
  );
const lastNames =
  'Abbott Baker Castillo Diaz Eriksen Fischer Garcia Huang Ibrahim Jansen Keller Lopez Meyer Novak Okafor Patel Quist Rossi Singh Tanaka Ueda Vargas Weber Xu Young Ziegler Brandt Costa Dubois Ferrari Hoffman Kowalski Lindgren Moreau Petrov Silva'.split(
    ' ',
  );

interface Tongue {
  readonly locale: string;
  readonly timeZone: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

const tongues: readonly Tongue[] = [
  {
    locale: 'he-IL',
    timeZone: 'Asia/Jerusalem',
    firstNames: ['נועה', 'דוד', 'יעל', 'משה'],
    lastNames: ['כהן', 'לוי', 'מזרחי', 'פרץ'],
  },
  {
    locale: 'ar-EG',
    timeZone: 'Africa/Cairo',
    firstNames: ['ليلى', 'أحمد', 'فاطمة', 'يوسف'],
    lastNames: ['حداد', 'منصور', 'الخطيب', 'نجار'],
  },
  {
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    firstNames: ['伟', '芳', '秀英', '强'],
    lastNames: ['王', '李', '张', '欧阳'],
  },
  {
    locale: 'ja-JP',
    timeZone: 'Asia/Tokyo',
    firstNames: ['さくら', '健太', '美咲', '翔'],
    lastNames: ['佐藤', '鈴木', '髙橋', '田中'],
  },
  {
    locale: 'ko-KR',
    timeZone: 'Asia/Seoul',
    firstNames: ['민준', '서연', '지우', '하은'],
    lastNames: ['김', '이', '박', '최'],
  },
  {
    locale: 'fr-FR',
    timeZone: 'Europe/Paris',
    firstNames: ['Zoë', 'François', 'Hélène', 'Anaïs'],
    lastNames: ['Lefèvre', 'Gagné', 'Côté', 'Noël'],
  },
  {
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    firstNames: ['Jürgen', 'Käthe', 'Sören', 'Günther'],
    lastNames: ['Müller', 'Weiß', 'Schröder', 'Groß'],
  },
  {
    locale: 'pl-PL',
    timeZone: 'Europe/Warsaw',
    firstNames: ['Łukasz', 'Żaneta', 'Stanisław', 'Świętosława'],
    lastNames: ['Wójcik', 'Dąbrowski', 'Wiśniewska', 'Kamiński'],
  },
  {
    locale: 'es-MX',
    timeZone: 'America/Mexico_City',
    firstNames: ['José', 'Íñigo', 'Begoña', 'Ángel'],
    lastNames: ['Muñoz', 'Núñez', 'Peña', 'Ibáñez'],
  },
  // The dot of the capital İ and the dotless ı break careless lower-casing.
  {
    locale: 'tr-TR',
    timeZone: 'Europe/Istanbul',
    firstNames: ['İpek', 'Işıl', 'Çağla', 'Oğuz'],
    lastNames: ['Yılmaz', 'Şahin', 'Öztürk', 'Doğan'],
  },
];

/** One person of each tongue, with the locale and zone that go with it. */
export function foreignNames(random: Random): PersonName[] {
  return tongues.map(({ locale, timeZone, ...names }) => ({
    firstName: random.pick(names.firstNames),
    lastName: random.pick(names.lastNames),
    locale,
    timeZone,
  }));
}

/** Names that hurt: markup, a mention, more than 200 characters, an apostrophe with an emoji, a decomposed accent. */
export function hostileNames(random: Random, mentionedId: string): PersonName[] {
  const syllable = () => random.pick(['ven', 'ka', 'ta', 'ra', 'ma', 'su', 'bra', 'na', 'ya', 'gan']);
  const long = Array.from({ length: 20 }, () => Array.from({ length: 5 }, syllable).join('')).join('-');
  const host = `e${random.digits(3)}.vil`;
  return [
    { firstName: '*Bob*', lastName: `[x](http://${host}) ![:Person](${mentionedId})` },
    { firstName: long.slice(0, 1).toUpperCase() + long.slice(1), lastName: random.pick(lastNames) },
    { firstName: 'Siobhán 🦄', lastName: `O'${random.pick(lastNames)}-<b>${random.pick(lastNames)}</b>` },
    { firstName: 'Rene\u0301e', lastName: `_${random.pick(lastNames)}_ | **${random.pick(lastNames)}**` },
  ];
}

export function lastName(random: Random): string {
  return random.pick(lastNames);
}

/** Common names, no two the same, and none of them a first name that exists in every seed. */
export function commonNames(random: Random, count: number): PersonName[] {
  const lasts = random.shuffle(lastNames);
  return random
    .shuffle(firstNames)
    .concat(random.shuffle(firstNames))
    .slice(0, count)
    .map((firstName, place) => ({ firstName, lastName: lasts[(place * 5 + Math.floor(place / 36)) % lasts.length] as string }));
}
