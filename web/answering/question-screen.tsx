/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { Heading } from '#web/phone/view.tsx';
import type { Answer, Draft, Item } from './sheet.ts';
import type { ScreenProps } from './view.ts';

/** One question, its answers as large targets, the way on and back. Nothing moves on by itself: a slip of the finger is not an answer. */
export function QuestionScreen({ desk, say, draft }: ScreenProps & { draft: Draft }) {
  const { form, at, answers } = draft;
  const item = form.items[at];
  const way = useWayInSight(item === undefined ? null : (answers[item.n] ?? null));
  if (item === undefined) return null;
  const chosen = answers[item.n] ?? null;
  const all = form.items.length;
  return (
    <form
      key={item.n}
      onSubmit={(event) => {
        event.preventDefault();
        desk.go(1);
      }}
    >
      <div class="steps">
        <p aria-live="polite">{say('progress', { n: at + 1, all })}</p>
        <progress value={at + 1} max={all} aria-hidden="true" />
      </div>
      {draft.language === desk.language ? null : <p class="note">{say('onlyChinese')}</p>}
      <fieldset aria-describedby="about">
        <legend lang={draft.language}>
          <Heading of={`question ${item.n}`}>{item.text}</Heading>
        </legend>
        <p id="about" class="quiet" lang={draft.language}>
          {form.instruction ?? form.recall}
        </p>
        <Options item={item} chosen={chosen} language={draft.language} onChoose={(answer) => desk.choose(answer)} />
        <Choice chosen={chosen} value="refused" text={say('refuse')} onChoose={(answer) => desk.choose(answer)} />
      </fieldset>
      <div class="row way" ref={way}>
        {at === 0 ? null : (
          <button type="button" onClick={() => desk.go(-1)}>
            {say('back')}
          </button>
        )}
        <button type="submit" class={chosen === null ? '' : 'main'}>
          {say(chosen === null ? 'pass' : at + 1 === all ? 'last' : 'next')}
        </button>
      </div>
    </form>
  );
}

/** On a small screen the way on may lie below: once something is chosen it comes into sight. */
function useWayInSight(chosen: Answer) {
  const way = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== null) way.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return way;
}

interface OptionsProps {
  readonly item: Item;
  readonly chosen: Answer;
  readonly language: string;
  readonly onChoose: (answer: Answer) => void;
}

function Options({ item, chosen, language, onChoose }: OptionsProps) {
  return (
    <div lang={language}>
      {item.options.map(({ value, text }) => (
        <Choice key={value} chosen={chosen} value={value} text={text} onChoose={onChoose} />
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly chosen: Answer;
  readonly value: Exclude<Answer, null>;
  readonly text: string;
  readonly onChoose: (answer: Answer) => void;
}

function Choice({ chosen, value, text, onChoose }: ChoiceProps) {
  const own = chosen === value;
  const look = `option${own ? ' chosen' : ''}${value === 'refused' ? ' refuse' : ''}`;
  return (
    <label class={look}>
      <input type="radio" name="answer" value={String(value)} checked={own} onChange={() => onChoose(value)} />
      <span>{text}</span>
    </label>
  );
}
