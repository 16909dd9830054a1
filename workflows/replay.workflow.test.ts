import { describe, expect, it } from 'vitest';
import { recordedHistories, replay } from '#tools/testing/histories';

describe('recorded histories', () => {
  it.each(recordedHistories())('%s replays on the stories as they are now', async (name) => {
    await expect(replay(name)).resolves.toBeUndefined();
  });

  it('would not replay if a story asked for something else', async () => {
    const [name] = recordedHistories().filter((one) => one.endsWith('/studentCase.crisis'));
    if (name === undefined) return expect.fail('the history of a crisis is missing');
    await expect(replay(name, (json) => json.replaceAll('"prompt"', '"whisper"'))).rejects.toThrow(/nondeterminism/i);
  });
});
