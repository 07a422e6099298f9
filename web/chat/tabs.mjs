/** What the tabs of one browser must not do at the same time, by the Web Locks API.
 *
 * Where a browser or an insecure page has no locks, or denies them as it denies its storage, everything is let
 * through: message ids make what two tabs do twice harmless, only less tidy.
 */

/** Runs `act` while no other tab runs anything under the same name; gives what it gives. */
export const inTurn = (locks) => (name, act) => under(locks, name, act);

/** This tab's name, held by a lock for as long as the tab lives. */
export function takeName(locks, name) {
  // Never settled: the browser takes the lock back when the page goes.
  void under(locks, lockOf(name), () => new Promise(() => {}));
  return name;
}

/** Calls `act` when the tab of that name is gone, however it went; at once where nobody can tell. */
export const whenGone = (locks) => (name, act) => void under(locks, lockOf(name), act);

async function under(locks, name, act) {
  if (!locks) return act();
  let isAsked = false;
  const held = () => {
    isAsked = true;
    return act();
  };
  try {
    return await locks.request(name, held);
  } catch (error) {
    if (isAsked) throw error;
    return act();
  }
}

const lockOf = (name) => `parley.tab.${name}`;
