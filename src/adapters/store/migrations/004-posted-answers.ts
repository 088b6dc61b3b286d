/** Which of the bot's posts in rooms hold call data. Their text is never stored; `post` is empty while it is not known whether it stands. */
import type { Migration } from './migration.js';

export const postedAnswers: Migration = {
  name: '004-posted-answers',
  async up(query) {
    await query(`CREATE TABLE posted_answers (
      account TEXT NOT NULL, chat TEXT NOT NULL, delivery TEXT NOT NULL, post TEXT, posted_at BIGINT NOT NULL,
      PRIMARY KEY (account, chat, delivery))`);
    await query('CREATE INDEX posted_answers_by_delivery ON posted_answers (delivery)');
    await query('CREATE INDEX posted_answers_by_post ON posted_answers (post)');
  },
};
