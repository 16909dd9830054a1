import { expect, it } from 'vitest';
import { GAPS, MENDED_BY } from './gaps.ts';
import { KINDS } from './kinds/index.ts';

it('leads every gap to a kind of record that there is, with a topic that the kind has', () => {
  for (const { code } of GAPS) {
    const { kind: name, topic } = MENDED_BY[code];
    const kind = KINDS.find((each) => each.code === name);
    expect(kind, code).toBeDefined();
    const field = Object.values(kind?.fields ?? {}).find((each) => each.as === 'topic');
    if (topic !== undefined) expect(Object.keys(field?.type === 'choice' ? field.of : {}), code).toContain(topic);
  }
});
