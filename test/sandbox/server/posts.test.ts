/** Posting and reading in chats over the API. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alice, type Bench, bob, call, type Ear, listen, startTiny } from './testing.js';

let bench: Bench;
let ear: Ear;
let bot: string;
let token: string;
const root = '/team-messaging/v1';

beforeEach(async () => {
  bench = await startTiny();
  ear = await listen();
  ({ botId: bot, accessToken: token } = await bench.sandbox.install(ear.url));
});
afterEach(async () => {
  await bench.sandbox.close();
  await ear.close();
});

const get = (path: string) => call(bench.sandbox, token, 'GET', root + path);
const post = (path: string, body: unknown) => call(bench.sandbox, token, 'POST', root + path, body);

test('only members can see a chat or post to it', async () => {
  const { sandbox } = bench;
  const theirs = sandbox.createTeam(alice, 'Secret', [bob]);
  expect((await get(`/chats/${theirs.id}`)).status).toBe(404);
  expect((await post(`/chats/${theirs.id}/posts`, { text: 'x' })).status).toBe(404);
  sandbox.addToTeam(theirs.id, [bot]);
  expect((await get(`/chats/${theirs.id}`)).body.members).toEqual([{ id: alice }, { id: bob }, { id: bot }]);
  expect((await post(`/chats/${theirs.id}/posts`, { text: 'x' })).status).toBe(201);
  sandbox.archiveTeam(theirs.id);
  expect((await post(`/chats/${theirs.id}/posts`, { text: 'x' })).status).toBe(403);
});

test('ten thousand characters fit, one more does not, nor does nothing', async () => {
  const { id } = bench.sandbox.openDirect(alice, bot);
  expect((await post(`/chats/${id}/posts`, { text: 'x'.repeat(10_000) })).status).toBe(201);
  expect((await post(`/chats/${id}/posts`, { text: 'x'.repeat(10_001) })).status).toBe(400);
  expect((await post(`/chats/${id}/posts`, {})).status).toBe(400);
});

test('a direct chat is made once', async () => {
  const first = await post('/conversations', { members: [{ id: alice }] });
  const second = await post('/conversations', { members: [{ id: alice }] });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body).toMatchObject({ id: first.body.id, type: 'Direct' });
  expect((await post('/conversations', { members: [{ id: 'nobody' }] })).status).toBe(400);
});

test('posts are read newest first, page by page', async () => {
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  for (let i = 1; i <= 35; i += 1) sandbox.post(alice, id, `${i}`);
  const first = (await get(`/chats/${id}/posts`)).body;
  expect(first.records.map(({ text }: { text: string }) => text).slice(0, 2)).toEqual(['35', '34']);
  expect(first.records).toHaveLength(30);
  const second = (await get(`/chats/${id}/posts?pageToken=${first.navigation.nextPageToken}`)).body;
  expect(second.records.map(({ text }: { text: string }) => text)).toEqual(['5', '4', '3', '2', '1']);
  expect(second.navigation).not.toHaveProperty('nextPageToken');
  expect((await get(`/chats/${id}/posts?recordCount=251`)).status).toBe(400);
});

test('a reply belongs to the thread of its parent', async () => {
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  const question = sandbox.post(alice, id, 'question');
  const answer = (await post(`/chats/${id}/posts`, { text: 'answer', parentPostId: question.id })).body;
  expect(answer).toMatchObject({ parentPostId: question.id, threadId: question.id });
  const more = sandbox.post(alice, id, 'more', { parentPostId: answer.id });
  expect(more.threadId).toBe(question.id);
  const thread = (await get(`/chats/${id}/threads/${question.id}/posts`)).body.records;
  expect(thread.map(({ text }: { text: string }) => text)).toEqual(['more', 'answer', 'question']);
  expect((await post(`/chats/${id}/posts`, { text: 'x', parentPostId: '1' })).status).toBe(400);
});

test('one edits and deletes only what one wrote', async () => {
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  const theirs = sandbox.post(alice, id, 'mine');
  const own = (await post(`/chats/${id}/posts`, { text: 'draft' })).body;
  const patch = (postId: string) => call(sandbox, token, 'PATCH', `${root}/chats/${id}/posts/${postId}`, { text: 'final' });
  expect((await patch(theirs.id)).status).toBe(403);
  expect((await patch(own.id)).body.text).toBe('final');
  expect((await call(sandbox, token, 'DELETE', `${root}/chats/${id}/posts/${own.id}`)).status).toBe(204);
  expect((await get(`/chats/${id}/posts/${own.id}`)).status).toBe(404);
});

test('a page can follow the chats as they happen', async () => {
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  const heard: string[] = [];
  const stop = sandbox.onPost(({ kind, post: { text } }) => heard.push(`${kind} ${text}`));
  sandbox.post(alice, id, 'question');
  await post(`/chats/${id}/posts`, { text: 'answer' });
  stop();
  sandbox.post(alice, id, 'unheard');
  expect(heard).toEqual(['added question', 'added answer']);
});
