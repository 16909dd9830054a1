import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#web/frame/app.tsx';
import { firstWords } from '#web/frame/words.ts';
import '#web/frame/frame.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const page = createRoot(root);
void firstWords().finally(() =>
  page.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
