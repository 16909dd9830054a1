/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { Shown } from './desk.ts';
import type { Say } from './view.ts';

type Letter = NonNullable<NonNullable<Shown['back']>['letter']>;

/** What the school has decided about coming back, as a letter to read, to print or to keep as a file. */
export function LetterCard({ letter, say }: { letter: Letter; say: Say }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <button type="button" class="main wide" onClick={() => setOpen(true)}>
        {say('letterOpen', { title: letter.title })}
      </button>
    );
  return (
    <>
      <Sheet letter={letter} />
      <p class="quiet">{say('letterKeep')}</p>
      <div class="row">
        <button type="button" class="main" onClick={() => window.print()}>
          {say('letterPrint')}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {say('letterClose')}
        </button>
      </div>
    </>
  );
}

function Sheet({ letter }: { letter: Letter }) {
  return (
    <article class="letter" aria-label={letter.title}>
      <h2>{letter.title}</h2>
      <p>{letter.to}</p>
      <Lines lines={letter.about} />
      <p>{letter.opening}</p>
      {letter.sections.map(({ title, lines }) => (
        <section key={title}>
          <h3>{title}</h3>
          <Lines lines={lines} />
        </section>
      ))}
      <p>{letter.closing}</p>
      <p class="letter-end">
        {letter.from}
        <br />
        {letter.day}
      </p>
      <p class="letter-foot">{letter.foot}</p>
    </article>
  );
}

function Lines({ lines }: { lines: Letter['about'] }) {
  return (
    <ul class="papers">
      {lines.map(({ label, text }) => (
        <li key={`${label} ${text}`}>
          {label === null ? null : <span>{label}</span>}
          <strong>{text}</strong>
        </li>
      ))}
    </ul>
  );
}
