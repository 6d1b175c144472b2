import { describe, expect, it } from 'vitest';
import { GroupCommit, GroupTimeout, type GroupLimits } from './group-commit';

const limits: GroupLimits = { items: 3, bytes: 100, gatherMs: 1, timeoutMs: 1_000 };
const text = (value: string) => Buffer.from(value);

/** A commit that writes down its groups and answers with each item's text. */
function recorder() {
  const groups: string[][] = [];
  const commit = new GroupCommit((group) => {
    groups.push(group.map(String));
    return Promise.resolve(group.map(String));
  }, limits);
  return { groups, commit };
}

describe('a group commit', () => {
  it('takes what arrives together in one call and answers each with its own result', async () => {
    const { groups, commit } = recorder();
    const answers = await Promise.all(['a', 'b', 'c'].map((value) => commit.add(text(value))));
    expect(answers).toEqual(['a', 'b', 'c']);
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('keeps to its limits of items and bytes, and still takes one that is larger', async () => {
    const { groups, commit } = recorder();
    const large = 'x'.repeat(150);
    await Promise.all(['a', 'b', 'c', 'd', large, 'e'].map((value) => commit.add(text(value))));
    expect(groups).toEqual([['a', 'b', 'c'], ['d'], [large], ['e']]);
  });

  it('answers nobody before the call has ended, and gathers the next group meanwhile', async () => {
    const events: string[] = [];
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const commit = new GroupCommit(
      async (group) => {
        events.push(`start ${group.map(String).join('')}`);
        if (events.length === 1) await held;
        return group.map(String);
      },
      { ...limits, gatherMs: 0 },
    );
    const note = (value: string) => commit.add(text(value)).then(() => events.push(`answered ${value}`));
    const first = note('a');
    await expect.poll(() => events).toEqual(['start a']);
    const others = [note('b'), note('c')];
    release();
    await Promise.all([first, ...others]);
    expect(events).toEqual(['start a', 'answered a', 'start bc', 'answered b', 'answered c']);
  });

  it('fails all of a group with its error and goes on with the next', async () => {
    let calls = 0;
    const commit = new GroupCommit((group) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('no database')) : Promise.resolve(group.map(String));
    }, limits);
    const results = await Promise.allSettled([commit.add(text('a')), commit.add(text('b'))]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await commit.add(text('c'))).toBe('c');
  });

  it('does not let anybody wait for a call that hangs', async () => {
    let calls = 0;
    const commit = new GroupCommit<string>(
      (group) => ((calls += 1) === 1 ? new Promise(() => undefined) : Promise.resolve(group.map(String))),
      { ...limits, timeoutMs: 20 },
    );
    await expect(commit.add(text('a'))).rejects.toBeInstanceOf(GroupTimeout);
    expect(await commit.add(text('b'))).toBe('b');
  });
});
