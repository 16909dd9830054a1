/** @jsxImportSource preact */
import { render } from 'preact';
import '#web/phone/phone.css';
import './answering.css';
import { App } from './app.tsx';
import { browserMeans } from './browser-means.ts';
import { codeAt } from './code.ts';
import { Desk } from './desk.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('a page without a root');

const desk = new Desk(browserMeans());
const code = codeAt(location.pathname);
// A phone that others use keeps the addresses it was at: the code does not stay in them.
history.replaceState(null, '', '/s/');
addEventListener('online', () => desk.wake());
addEventListener('pagehide', () => desk.leave());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') desk.wake();
});
root.replaceChildren();
render(<App desk={desk} />, root);
void desk.start(code);
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/s/sw.js', { scope: '/s/' }).catch(() => undefined);
