/** The chat page in the browser: who you are, your chats, their posts as they come, and things to try. */
import { createComposer } from './composer.js';
import { setUpDirect } from './direct.js';
import { drawPost, face, make, timesIn } from './draw.js';
import { listenTo } from './stream.js';
import { numbered, setUpCalls, showSuggestions } from './try.js';

const $ = (id) => document.getElementById(id);
const state = { people: [], me: '', chats: [], chatId: '', posts: new Map(), replyTo: null, stop: null, times: timesIn() };
/** When each person last looked at a chat: `person/chat` to ISO time. */
const seen = new Map();

async function ask(path, body) {
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/api/${path}`, body ? json : {});
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const mine = (path, body) => ask(`as/${encodeURIComponent(state.me)}/${path}`, body);
const person = (id) => state.people.find((one) => one.id === id);
const chat = () => state.chats.find(({ id }) => id === state.chatId);
const bot = () => state.people.find(({ kind }) => kind === 'bot');
const partner = ({ type, memberIds }) => (type === 'Direct' ? person(memberIds.find((id) => id !== state.me)) : undefined);

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = text === '';
}

/** Does what a click or a key began, and tells on the page where it failed. Resolves with whether it worked. */
async function run(work) {
  try {
    notice('');
    await work();
    return true;
  } catch (error) {
    notice(error instanceof TypeError ? 'The sandbox does not answer. Is npm run play still running?' : error.message);
    return false;
  }
}

const composer = createComposer({
  form: $('composer'),
  text: $('text'),
  list: $('mentions'),
  people: () => {
    const members = new Set(chat()?.memberIds);
    const near = ({ id, kind }) => (members.has(id) ? (kind === 'bot' ? 0 : 1) : 2);
    const others = state.people.filter(({ id, kind }) => id !== state.me && (kind === 'colleague' || members.has(id)));
    return [...others.sort((a, b) => near(a) - near(b)), person(state.me)];
  },
  send: (text) => {
    const thread = state.replyTo === null ? {} : { parentPostId: state.replyTo };
    return run(async () => {
      place(await mine(`chats/${state.chatId}/posts`, { text, ...thread }));
      reply(null);
      $('scroll').scrollTop = $('scroll').scrollHeight;
    });
  },
});

function isUnread({ id, latest }) {
  return latest && latest.creatorId !== state.me && latest.at > (seen.get(`${state.me}/${id}`) ?? state.openedAt);
}

function chatRow(one) {
  const unread = one.id !== state.chatId && isUnread(one);
  const words = make('span', {}, make('span', { className: 'name', dir: 'auto' }, one.name));
  if (one.latest) words.append(make('span', { className: 'latest', dir: 'auto' }, one.latest.text));
  const row = make('button', {
    type: 'button',
    className: unread ? 'chat unread' : 'chat',
    onclick: () => run(() => open(one.id)),
  });
  row.dataset.chat = one.id;
  const own = one.type === 'Personal' ? person(state.me) : partner(one);
  row.append(own ? face(own.name, own.id, own.kind) : face(one.name, one.id, 'team'), words);
  if (unread) row.append(make('span', { className: 'dot', role: 'img', ariaLabel: 'unread' }));
  if (one.id === state.chatId) row.setAttribute('aria-current', 'true');
  return row;
}

const botFirst = (one, other) => Number(partner(other)?.kind === 'bot') - Number(partner(one)?.kind === 'bot');

async function loadChats() {
  const { me } = state;
  const chats = await mine('chats');
  if (me !== state.me) return;
  state.chats = chats;
  const teams = chats.filter(({ type }) => type === 'Team' || type === 'Everyone');
  const groups = Object.entries({ Teams: teams, Direct: chats.filter((one) => !teams.includes(one)).sort(botFirst) });
  const focused = document.activeElement?.dataset.chat;
  const shown = groups.filter(([, list]) => list.length > 0);
  $('chats').replaceChildren(...shown.flatMap(([title, list]) => [make('h2', {}, title), ...list.map(chatRow)]));
  if (focused) [...$('chats').children].find((row) => row.dataset.chat === focused)?.focus();
  drawHead();
}

function drawHead() {
  const one = chat();
  if (!one) return;
  const name = bot()?.name ?? 'The bot';
  const other = partner(one);
  const outside = one.strangers.length > 0 ? ` · from outside: ${one.strangers.join(', ')}` : '';
  const members = `${one.memberIds.length} members · ${name} is ${one.withBot ? 'here' : 'not in this chat'}${outside}`;
  $('chat-name').textContent = one.name;
  $('chat-about').textContent = other ? other.note : members;
  $('text').placeholder = 'Write a post';
  $('ask-hint').textContent = `${name} is not here: these open your direct chat with it.`;
  if (one.withBot) {
    $('text').placeholder = other ? 'For example: calls missed today' : `Type @ to mention ${name} or somebody`;
    $('ask-hint').textContent = other ? 'Here plain words are enough.' : `In a team, mention ${name}.`;
  }
}

async function open(chatId) {
  state.chatId = chatId;
  reply(null);
  document.body.dataset.view = 'chat';
  await loadPosts();
  await loadChats();
}

async function loadPosts() {
  const { chatId, me } = state;
  if (chatId === '') return;
  const posts = await mine(`chats/${chatId}/posts`);
  if (chatId !== state.chatId || me !== state.me) return;
  $('posts').ariaBusy = 'true';
  $('posts').replaceChildren();
  state.posts.clear();
  for (const post of posts) place(post);
  $('posts').ariaBusy = 'false';
  $('scroll').scrollTop = $('scroll').scrollHeight;
}

/** Adds a post, or replaces the one with its id; answers in a thread stand below what they answer. */
function place(post) {
  const item = drawPost(post, { me: state.me, times: state.times, reply });
  const before = state.posts.get(post.id)?.item;
  if (before) {
    item.className = before.className;
    item.lastElementChild.replaceWith(before.lastElementChild);
    before.replaceWith(item);
  } else {
    const thread = state.posts.get(post.parentPostId)?.item.lastElementChild;
    const list = thread ?? $('posts');
    const last = state.posts.get(list.lastElementChild?.dataset.post);
    const near = last && state.times.day(last.post.at) === state.times.day(post.at);
    if (!thread && !near) list.append(make('li', { className: 'day' }, state.times.day(post.at)));
    const soon = near && last.post.creatorId === post.creatorId && new Date(post.at) - new Date(last.post.at) < 180_000;
    const alone = soon && !post.added && !last.post.added && last.item.lastElementChild.childElementCount === 0;
    if (alone) item.classList.add('continued');
    list.append(item);
  }
  state.posts.set(post.id, { post, item });
  seen.set(`${state.me}/${post.chatId}`, post.at);
}

function reply(post) {
  state.replyTo = post?.parentPostId ?? post?.id ?? null;
  $('replying').hidden = !post;
  $('replying-to').textContent = post ? `In the thread of ${post.name}` : '';
  if (post) $('text').focus();
}

/** What was missed while the stream was broken is read back; a sandbox that was started anew is another world. */
async function catchUp() {
  const { openedAt } = await ask('start');
  if (new Date(openedAt).toISOString() !== state.openedAt) location.reload();
  await Promise.all([loadPosts(), loadChats()]);
}

function listen() {
  state.stop?.();
  state.stop = listenTo(`/api/as/${encodeURIComponent(state.me)}/events`, {
    lost: () => notice('The connection is lost. Trying again …'),
    back: () => void run(catchUp),
    removed: () => void run(loadPosts),
    post: (post) => {
      const { scrollTop, scrollHeight, clientHeight } = $('scroll');
      if (post.chatId === state.chatId) place(post);
      if (scrollHeight - scrollTop - clientHeight < 120) $('scroll').scrollTop = $('scroll').scrollHeight;
      loadChats().catch(() => undefined);
    },
  });
}

async function become(id) {
  const { chatId: before } = state; // Whoever is quicker may open another one.
  state.me = id;
  state.times = timesIn(person(id).timeZone);
  $('me').value = id;
  composer.clear();
  listen();
  await loadChats();
  const first = state.chats.find((one) => one.id === state.firstChatId) ?? state.chats[0];
  if (first && state.chatId === before) await open(first.id);
  const { suggestions, queue } = await mine('try');
  showSuggestions($('suggestions'), suggestions, (words) => run(() => suggest(words)));
  for (const button of $('calls').children) button.disabled = person(id).kind !== 'colleague';
  $('calls').lastElementChild.textContent = `Call the ${queue} queue`;
}

async function openDirect(id) {
  const { id: chatId } = await mine('direct', { with: id });
  await open(chatId);
}

async function suggest(words) {
  showTry(false);
  const line = numbered(words, $('posts').textContent);
  if (line === null) return notice('First ask for a list, such as "calls missed last week": every call in it has a number.');
  if (!chat()?.withBot) await openDirect(bot().id);
  composer.draft(line, partner(chat()) ? undefined : bot());
  if (!line.endsWith('@')) $('composer').requestSubmit();
}

/** Where the page is narrow these lie over the posts. */
function showTry(shown) {
  document.body.classList.toggle('trying', shown);
  $('show-try').ariaExpanded = String(shown);
}

async function begin() {
  const { people, company, firstChatId, openedAt } = await ask('start');
  Object.assign(state, { people, firstChatId, openedAt: new Date(openedAt).toISOString() });
  $('company').textContent = company;
  const colleagues = people.filter(({ kind }) => kind === 'colleague');
  const visitors = people.filter(({ kind }) => kind === 'guest' || kind === 'external');
  const groups = { 'Begin with': colleagues.slice(0, 8), 'From outside': visitors, 'All others': colleagues.slice(8) };
  const option = ({ id, name, note }) => make('option', { value: id, dir: 'auto' }, `${name.slice(0, 60)} · ${note}`);
  $('me').append(...Object.entries(groups).map(([label, list]) => make('optgroup', { label }, ...list.map(option))));
  await become(colleagues[0].id);
}

$('me').onchange = () => run(() => become($('me').value));
$('no-reply').onclick = () => reply(null);
$('back').onclick = () => {
  document.body.dataset.view = 'list';
};
$('show-try').onclick = () => showTry(!document.body.classList.contains('trying'));
setUpDirect($('new-direct'), $('direct'), {
  people: () => state.people.filter(({ id }) => id !== state.me),
  chosen: (id) => run(() => openDirect(id)),
});
setUpCalls($('calls'), $('call-status'), (kind, tell) => run(async () => tell(await mine('calls', { kind }))));
void run(begin);
