import { defineConfig } from './src/config.js';

/** Everything has a default; a change needs a build and a restart. */
export default defineConfig({
  zone: 'America/New_York',
});
