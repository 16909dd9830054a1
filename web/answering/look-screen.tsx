/** @jsxImportSource preact */
import { Heading } from '#web/phone/view.tsx';
import { type Draft, passedOver } from './sheet.ts';
import type { ScreenProps } from './view.ts';

/** Before it is handed in: what is still open, with the way to it, and that open is fine too. */
export function LookScreen({ desk, say, draft }: ScreenProps & { draft: Draft }) {
  const open = passedOver(draft);
  const placeOf = (n: number) => draft.form.items.findIndex((item) => item.n === n);
  return (
    <section>
      <Heading of="look">{say('lookHeading')}</Heading>
      <p>{open.length === 0 ? say('lookComplete') : say('lookMissing', { n: open.length })}</p>
      {open.length === 0 ? null : (
        <ul class="open-ones">
          {open.map((n) => (
            <li key={n}>
              <button type="button" onClick={() => desk.goTo(placeOf(n))}>
                {say('lookGo', { n: placeOf(n) + 1 })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="main wide" onClick={() => void desk.handIn()}>
        {say('handIn')}
      </button>
      <div class="row">
        <button type="button" class="plain" onClick={() => desk.go(-1)}>
          {say('lookBack')}
        </button>
      </div>
    </section>
  );
}
