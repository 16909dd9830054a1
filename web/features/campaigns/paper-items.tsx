import type { MouseEvent, ReactNode } from 'react';
import { useTexts } from '#web/frame/words.ts';
import { type Given, type Item, KEYS, type Typed } from './paper-answers.ts';

interface Props {
  readonly items: readonly Item[];
  readonly typed: Typed;
  readonly onPress: (key: string) => void;
}

/** The item whose turn it is, large; where one is in the sheet, and what a wrong key would have had to be. */
export function PaperItems({ items, typed, onPress }: Props) {
  const t = useTexts('campaigns');
  const item = items[typed.at];
  if (item === undefined) return null;
  const chosen = typed.answers[String(item.n)];
  const pressed = (key: string) => (event: MouseEvent<HTMLButtonElement>) => {
    // By hand: the button would keep the focus, and Enter would answer the next item with it.
    if (event.detail > 0) event.currentTarget.blur();
    onPress(key);
  };
  return (
    <div className="paper-item">
      <h2 aria-live="polite">
        {t('paper.item', { n: item.n, of: items.length })}
        {item.text === null ? '' : ` ${item.text}`}
      </h2>
      <div className="choices">
        {item.options.map(({ value, text }, at) => (
          <button
            key={value}
            type="button"
            className="paper-choice"
            aria-pressed={chosen === value}
            onClick={pressed(String(at + 1))}
          >
            <kbd>{at + 1}</kbd> {text ?? t('paper.value', { value })}
          </button>
        ))}
        <button type="button" className="paper-choice" aria-pressed={chosen === null} onClick={pressed(KEYS.empty)}>
          <kbd>{KEYS.empty}</kbd> {t('paper.empty')}
        </button>
        <button
          type="button"
          className="paper-choice"
          aria-pressed={chosen === 'refused'}
          onClick={pressed(KEYS.refused)}
        >
          <kbd>{KEYS.refused}</kbd> {t('paper.refused')}
        </button>
      </div>
      <p className="due-late" role="status">
        {typed.wrong === null ? '' : t('paper.wrong', { key: typed.wrong, count: item.options.length })}
      </p>
      <Row items={items} typed={typed} />
    </div>
  );
}

/** What was typed so far, as a row of figures to compare with the paper at a glance. */
function Row({ items, typed }: Pick<Props, 'items' | 'typed'>) {
  return (
    <ol className="paper-row" aria-hidden="true">
      {items.map((item, at) => (
        <li key={item.n} className={at === typed.at ? 'paper-now' : ''}>
          <small>{item.n}</small>
          <b>{signOf(item, typed.answers[String(item.n)])}</b>
        </li>
      ))}
    </ol>
  );
}

/** The place of the choice, as it was typed. */
function signOf({ options }: Item, given: Given | undefined): string {
  if (given === undefined) return '·';
  if (given === null) return KEYS.empty;
  return given === 'refused' ? KEYS.refused : String(options.findIndex(({ value }) => value === given) + 1);
}

interface BackProps extends Pick<Props, 'items' | 'typed'> {
  readonly onBack: (at: number) => void;
  readonly children: ReactNode;
}

/** The second look: every answer in words, to be held against the paper; a tap on one goes back to it. */
export function ReadBack({ items, typed, onBack, children }: BackProps) {
  const t = useTexts('campaigns');
  const textOf = (item: Item): string => {
    const given = typed.answers[String(item.n)];
    if (given === null || given === undefined) return t('paper.empty');
    if (given === 'refused') return t('paper.refused');
    return item.options.find(({ value }) => value === given)?.text ?? t('paper.value', { value: given });
  };
  return (
    <div>
      <h2 aria-live="polite">{t('paper.look')}</h2>
      <ol className="paper-back">
        {items.map((item, at) => (
          <li key={item.n}>
            <button type="button" onClick={() => onBack(at)}>
              <small>{item.n}</small> <b>{signOf(item, typed.answers[String(item.n)])}</b> <span>{textOf(item)}</span>
            </button>
          </li>
        ))}
      </ol>
      {children}
    </div>
  );
}
