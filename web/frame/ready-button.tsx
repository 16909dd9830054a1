import { Button, type ButtonProps } from 'antd';
import { type MouseEvent, useId, useState } from 'react';
import { useTexts } from './words.ts';

interface Props extends Omit<ButtonProps, 'disabled'> {
  /** What is still to be filled in, by the names that stand on the screen; empty: it can be done. */
  readonly lacks: readonly string[];
}

/** A button that is never grey without a word: pressed too early, it says what is missing and does nothing. */
export function ReadyButton({ lacks, onClick, ...rest }: Props) {
  const t = useTexts('frame');
  const id = useId();
  const [tried, setTried] = useState(false);
  const early = lacks.length > 0;
  const press = (event: MouseEvent<HTMLElement>) => {
    if (!early) return onClick?.(event);
    // Enter in a field of the form presses it too.
    event.preventDefault();
    setTried(true);
  };
  const told = tried && early;
  return (
    <>
      <Button {...rest} aria-describedby={told ? id : undefined} onClick={press} />
      {told ? (
        <p id={id} className="field-missing" role="alert">
          {t('lacks', { what: lacks.join(t('comma')) })}
        </p>
      ) : null}
    </>
  );
}
