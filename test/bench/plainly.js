/** Starts a program as production does: without source maps, whose stack traces would be a good part of every query to the store. */
const { BENCH_PROGRAM } = process.env;
if (!BENCH_PROGRAM) throw new Error('BENCH_PROGRAM names the program to start');
process.setSourceMapsEnabled(false);
await import(BENCH_PROGRAM);
