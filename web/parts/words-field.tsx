import { useTexts } from '#web/frame/words.ts';

/** What the API takes of one text. */
const MOST = 8_000;

interface Props {
  readonly id: string;
  readonly rows: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
}

/** Words of a person. Nothing is cut off unseen: what is too long stands there whole, with by how much, until it was shortened. */
export function WordsField({ id, rows, value, onChange, placeholder }: Props) {
  const t = useTexts('acts');
  const long = isTooLong(value);
  return (
    <>
      <textarea
        id={id}
        rows={rows}
        value={value}
        placeholder={placeholder}
        aria-invalid={long}
        aria-describedby={long ? `${id}-long` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {long ? (
        <p id={`${id}-long`} className="field-missing" role="alert">
          {t('tooLong', { most: MOST, over: value.length - MOST })}
        </p>
      ) : null}
    </>
  );
}

/** Whether the API would refuse it. */
export function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > MOST;
}
