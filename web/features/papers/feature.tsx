import type { Feature } from '#web/frame/feature.ts';

const load = () => import('./paper-screen.tsx');

/** What leaves a screen on paper: printed, or as a Word file. */
export const papers: Feature = {
  name: 'papers',
  shownTo: ({ permitted }) => permitted.includes('readStream'),
  screens: [
    { path: '/cases/$id/summary', load },
    { path: '/referrals/$id/letter', load },
    { path: '/returns/$id/letter', load },
  ],
};
