/** How people and posts are drawn: foreign text only ever becomes text nodes. */

export function make(tag, { dir, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (dir) element.dir = dir;
  element.append(...children);
  return element;
}

export function face(name, id, kind) {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? []);
  const shown = kind === 'team' || letters.length < 2 ? letters.slice(0, 1) : [letters[0], letters.at(-1)];
  const hue = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 7;
  return make('span', { className: `face h${hue} ${kind}`, ariaHidden: 'true' }, shown.join('') || '#');
}

export function personRow(tag, who) {
  const words = make(
    'span',
    { className: 'words-of' },
    make('span', { dir: 'auto' }, who.name),
    make('span', { className: 'note' }, who.note),
  );
  return make(tag, { className: 'person' }, face(who.name, who.id, who.kind), words);
}

const elements = { bold: 'b', italics: 'i', underline: 'span' };

function span(one, me) {
  if (one.kind === 'text') return document.createTextNode(one.text);
  if (one.kind === 'mention') {
    const className = one.id === me ? 'mention me' : 'mention';
    return make('span', { className, dir: 'auto', title: one.name }, `@${one.name}`);
  }
  const inner = one.spans.map((each) => span(each, me));
  if (one.kind === 'link') return make('a', { href: one.href, target: '_blank', rel: 'noopener noreferrer' }, ...inner);
  return make(elements[one.kind], { className: one.kind }, ...inner);
}

const line = ({ kind, spans }, me) => make('div', { className: kind, dir: 'auto' }, ...spans.map((one) => span(one, me)));

/** Times as somebody in this zone reads them; undefined is the browser's own. */
export function timesIn(timeZone) {
  const clock = new Intl.DateTimeFormat(undefined, { timeZone, hour: 'numeric', minute: '2-digit' });
  const calendar = new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  const day = (at) => calendar.format(new Date(at));
  return { hour: (at) => clock.format(new Date(at)), day: (at) => (day(at) === day(Date.now()) ? 'Today' : day(at)) };
}

/** A list item whose last child is the list of the posts in its thread. */
export function drawPost(post, { me, times, reply }) {
  const words = make('div', { className: 'words' });
  if (post.added) words.append(make('div', { dir: 'auto' }, `added ${post.added.join(', ')}`));
  else words.append(...post.lines.map((one) => line(one, me)));
  const by = make('div', { className: 'by' }, make('b', { dir: 'auto', title: post.name }, post.name));
  if (post.kind !== 'colleague') by.append(make('span', { className: 'tag' }, post.kind));
  by.append(make('time', { dateTime: post.at }, times.hour(post.at) + (post.edited ? ' · edited' : '')));
  const item = make('li', { className: post.added ? 'post said' : 'post' }, face(post.name, post.creatorId, post.kind));
  item.dataset.post = post.id;
  item.append(make('div', { className: 'body' }, by, words));
  if (!post.added) item.append(make('button', { type: 'button', className: 'quiet reply', onclick: () => reply(post) }, 'Reply'));
  item.append(make('ol', { className: 'replies' }));
  return item;
}
