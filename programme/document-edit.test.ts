import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReply, sampleReport } from '#tools/testing/sample-documents';
import { isFigureRun, isTextBlock, type OfficialDocument, type Run } from './document.ts';
import { editableText, editBlock, runsOf } from './document-edit.ts';
import { plainText } from './plain-text.ts';

/** The point about branches: one figure. */
const BLOCK = 'p2';

const edit = (text: string, block = BLOCK, document = sampleReply()) => editBlock(document, block, text);

function edited(text: string, block = BLOCK, document = sampleReply()): OfficialDocument {
  const result = edit(text, block, document);
  return 'document' in result ? result.document : expect.fail(JSON.stringify(result.faults));
}

function faults(text: string, block = BLOCK): readonly unknown[] {
  const result = edit(text, block);
  return 'faults' in result ? result.faults : [];
}

const runsIn = ({ blocks }: OfficialDocument, id: string) =>
  blocks.flatMap((block) => (block.id === id && isTextBlock(block) ? block.runs : []));

describe('an edit of a block', () => {
  it('writes its words anew and moves its figure', () => {
    const document = edited('全市分队已有{{bodies.branches}}，组织架构完善。');
    expect(plainText(document)).toContain('一是全市分队已有7个，组织架构完善。');
    expect(document.blocks.length).toBe(sampleReply().blocks.length);
  });

  it('leaves every other block and every figure as it was', () => {
    const before = sampleReply();
    const after = edited('分队{{bodies.branches}}。', BLOCK, before);
    expect(after.figures).toBe(before.figures);
    expect(after.blocks.filter(({ id }) => id !== BLOCK)).toEqual(before.blocks.filter(({ id }) => id !== BLOCK));
  });

  it('may bring another figure of the document', () => {
    expect(plainText(edited('{{bodies.branches}}分队办了{{activities.times}}活动。'))).toContain(
      '7个分队办了609次活动',
    );
  });

  it('answers what was open', () => {
    const reply = sampleReply();
    const blocks = reply.blocks.map((block) => (block.id === BLOCK ? { ...block, open: '还差什么' } : block));
    const after = edited('{{bodies.branches}}。', BLOCK, { ...reply, blocks });
    expect(after.blocks.find(({ id }) => id === BLOCK)).not.toHaveProperty('open');
  });
});

describe('an edit is refused', () => {
  it('that leaves a figure out', () => {
    expect(faults('组织架构已经完善，分队有7个。')).toEqual([
      { pointer: '/text', code: 'figureDropped', figure: 'bodies.branches' },
    ]);
  });

  it('that shows a figure once less than before', () => {
    const twice = edited('{{bodies.branches}}，即{{bodies.branches}}。');
    expect(edit('{{bodies.branches}}。', BLOCK, twice)).toEqual({
      faults: [{ pointer: '/text', code: 'figureDropped', figure: 'bodies.branches' }],
    });
  });

  it('that names a figure the document does not hold', () => {
    expect(faults('{{bodies.branches}}和{{bodies.cloud}}，还有{{toString}}')).toEqual([
      { pointer: '/text', code: 'figureUnknown', figure: 'bodies.cloud' },
      { pointer: '/text', code: 'figureUnknown', figure: 'toString' },
    ]);
  });

  it('whose placeholder is no code, or is not closed', () => {
    expect(faults('{{bodies.branches}}{{7个}}')).toEqual([{ pointer: '/text', code: 'figureMalformed' }]);
    expect(faults('{{bodies.branches}}和{{bodies.branches')).toEqual([{ pointer: '/text', code: 'placeholderBroken' }]);
  });

  it.each([
    '1{{bodies.branches}}',
    '共1 {{bodies.branches}}',
    '-{{bodies.branches}}',
    '三十{{bodies.branches}}',
    '0.{{bodies.branches}}',
  ])('that alters a figure from its left: %s', (text) => {
    expect(faults(text)).toEqual([{ pointer: '/text', code: 'numberBesideFigure', figure: 'bodies.branches' }]);
  });

  it.each(['5', '.5', '万', '%', ' 000', '余'])('that alters a figure without a unit from its right: %s', (after) => {
    const { figures, ...reply } = sampleReply();
    const bare = { ...reply, figures: { ...figures, 'bodies.branches': { value: 7, shown: '7', unit: '' } } };
    expect(edit(`共{{bodies.branches}}${after}`, BLOCK, bare)).toEqual({
      faults: [{ pointer: '/text', code: 'numberBesideFigure', figure: 'bodies.branches' }],
    });
  });

  it('with line ends, control characters, marks that turn the direction, or nothing at all', () => {
    for (const odd of ['\n', '\u0000', '\u202e', '\ud800', '\u200b'])
      expect(faults(`{{bodies.branches}}，${odd}`)).toEqual([{ pointer: '/text', code: 'characterRefused' }]);
    expect(faults('  ', 'p1')).toEqual([{ pointer: '/text', code: 'textMissing' }]);
    expect(faults('', 'p1')).toEqual([{ pointer: '/text', code: 'textMissing' }]);
    expect(faults('长'.repeat(4_001), 'p1')).toEqual([{ pointer: '/text', code: 'textTooLong' }]);
  });

  it('of a block that is not there, and of a table', () => {
    expect(faults('文字', 'p99')).toEqual([{ pointer: '/block', code: 'noSuchBlock' }]);
    expect(editBlock(sampleReport(), 'activities-table', '文字')).toEqual({
      faults: [{ pointer: '/block', code: 'notEditable' }],
    });
  });
});

describe('placeholders', () => {
  const text = fc.stringMatching(/^[心桥市活动覆盖，。a-z ]{1,20}$/);
  const code = fc.constantFrom(...Object.keys(sampleReply().figures));
  const runs = fc.array(
    fc.oneof(
      text.map((it): Run => ({ text: it })),
      code.map((it): Run => ({ figure: it })),
    ),
    { maxLength: 8 },
  );

  it('read back as the runs they were written from, neighbouring words joined', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const again = runsOf(editableText(given));
        expect(editableText(again)).toBe(editableText(given));
        expect(again.filter(isFigureRun)).toEqual(given.filter(isFigureRun));
      }),
    );
  });

  it('never let an accepted edit change or lose a figure, whatever is typed', () => {
    const typed = fc.array(
      fc.oneof(text, fc.constantFrom('{{', '}}', '7', '{{bodies.branches}}', '万', '{{x}}', ' ')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(typed, (parts) => {
        const before = sampleReply();
        const result = edit(parts.join(''), BLOCK, before);
        if (!('document' in result)) return;
        expect(result.document.figures).toBe(before.figures);
        expect(runsIn(result.document, BLOCK)).toContainEqual({ figure: 'bodies.branches' });
        expect(plainText(result.document)).toMatch(/(?<![\d.-])7个/);
      }),
      { numRuns: 500 },
    );
  });
});
