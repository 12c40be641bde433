const LATER = 5_000;

/** Does something now and every so often, but never while the tab is hidden. */
export function poll(action, millis, signal) {
  let timer;
  const stop = () => clearTimeout(timer);
  const go = async () => {
    stop();
    if (document.hidden || signal.aborted) {
      return;
    }
    await action();
    stop();
    if (!document.hidden && !signal.aborted) {
      timer = setTimeout(go, millis);
    }
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : go()), { signal });
  signal.addEventListener('abort', stop);
  go();
}

/**
 * Follows the runs while the tab is shown.
 *
 * @param onRun is told the run of each event, and whether it has ended
 * @param onState is told whether the line is open
 */
export function follow(onRun, onState, signal) {
  let source;
  let timer;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    if (document.hidden || signal.aborted) {
      return;
    }
    source = new EventSource('/api/v1/maintenance/events');
    source.onopen = () => onState(true);
    source.onerror = () => {
      onState(false);
      // it tries by itself again, unless it was refused
      if (source?.readyState === EventSource.CLOSED) {
        close();
        timer = setTimeout(open, LATER);
      }
    };
    for (const type of ['started', 'progress', 'finished']) {
      source.addEventListener(type, event => onRun(JSON.parse(event.data).run, type === 'finished'));
    }
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()), { signal });
  signal.addEventListener('abort', close);
  open();
}

/** Does something each second while the tab is shown. */
export function tick(action, signal) {
  poll(async () => action(), 1_000, signal);
}
