import { useState } from 'react';
import { useTexts } from '#web/frame/words.ts';
import type { Scope } from '#web/parts/scope.tsx';
import { Beside } from './beside.tsx';
import type { Drawn } from './one-picture.tsx';
import { TakenAway } from './taken-away.tsx';

/** What a picture offers beyond being looked at: the same days a year before beside it, and itself as a file. Comes when the page stands. */
export default function Ways({ drawn, scope }: { drawn: Drawn; scope: Scope }) {
  const t = useTexts('pictures');
  const [comparing, setComparing] = useState(false);
  return (
    <div className="picture-ways no-print">
      {drawn.compares ? (
        <button
          type="button"
          className="link-button"
          aria-expanded={comparing}
          onClick={() => setComparing(!comparing)}
        >
          {t('compare')}
        </button>
      ) : null}
      <TakenAway drawn={drawn} scope={scope} />
      {comparing ? <Beside drawn={drawn} scope={scope} /> : null}
    </div>
  );
}
