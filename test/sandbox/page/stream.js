/** The stream of what is new: it is taken up again whenever it breaks. */

const pauseMs = 2000;

/** `lost` and `back` tell of the connection, `post` and `removed` of posts. Returns a function that ends it. */
export function listenTo(address, { lost, back, post, removed }) {
  let broken = false;
  let stream;
  let again;

  function connect() {
    stream = new EventSource(address);
    stream.onopen = () => {
      if (broken) back();
      broken = false;
    };
    stream.onerror = () => {
      broken = true;
      lost();
      // The browser tries again by itself unless it was refused.
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(connect, pauseMs);
    };
    stream.addEventListener('post', ({ data }) => post(JSON.parse(data)));
    stream.addEventListener('removed', ({ data }) => removed(JSON.parse(data)));
  }

  connect();
  return () => {
    clearTimeout(again);
    stream.close();
  };
}
