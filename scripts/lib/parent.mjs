// Whether whoever started us is still there: `kill` of npm ends the shell between npm and us without a word to us, and
// then our parent changes.

const LOOK_EVERY_MS = 500;

/** Calls `onGone` once when the process that started this one has ended. Does not keep this process running. */
export function whenParentEnds(onGone) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onGone();
  }, LOOK_EVERY_MS);
  watch.unref();
}
