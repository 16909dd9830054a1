/** @jsxImportSource preact */
import { render } from 'preact';
import '#web/phone/phone.css';
import './guardian.css';
import { App } from './app.tsx';
import { Desk } from './desk.ts';

const PLACE = 'xinqiao.guardian';

/** The end of the address, `/g/TOKEN`; the tab's own after it was opened. A phone that others use keeps the addresses it was at: the token does not stay in them. */
function tokenHere(): string | null {
  const given = location.pathname.replace(/^\/g\/?/, '').split('/')[0] ?? '';
  if (!/^[\w-]{16,64}$/.test(given)) return sessionStorage.getItem(PLACE);
  sessionStorage.setItem(PLACE, given);
  history.replaceState(null, '', '/g/');
  return given;
}

const root = document.getElementById('root');
if (root === null) throw new Error('a page without a root');
const desk = new Desk(tokenHere(), () => sessionStorage.removeItem(PLACE));
root.replaceChildren();
render(<App desk={desk} />, root);
