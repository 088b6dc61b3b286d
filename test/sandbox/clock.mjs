/** Loaded ahead of the bot by `node --import`: moves its Date by an offset its parent sends, and ends it with its parent. Timers stay real. */
const RealDate = globalThis.Date;
const realNow = RealDate.now;
let offset = Number(new URL(import.meta.url).searchParams.get('offset') ?? 0);

const now = () => realNow() + offset;
RealDate.now = now;
const MovedDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === MovedDate ? target : newTarget),
  apply: () => new RealDate(now()).toString(),
});
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;

process.on('message', (message) => {
  if (typeof message?.clockOffset !== 'number') return;
  offset = message.clockOffset;
  process.send({ clockOffset: offset });
});
// A parent that was killed cannot say goodbye; its bot would run on for ever.
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
