import { useEffect, useRef } from 'react';
import { clockText } from './dates.ts';
import { useNow } from './clock.ts';

const MINUTE = 60_000;

/** Who looks at this screen, and when, across all of it: a photograph of a screen has a name on it. */
export function Watermark({ name }: { name: string }) {
  const place = useRef<HTMLDivElement>(null);
  const text = `${name} ${clockText(useNow(MINUTE))}`;
  useEffect(() => {
    // A style attribute would need what the page's policy forbids; the object model does not.
    place.current?.style.setProperty(
      'background-image',
      `url("data:image/svg+xml,${encodeURIComponent(picture(text))}")`,
    );
  }, [text]);
  return <div ref={place} className="watermark" aria-hidden="true" />;
}

function picture(text: string): string {
  const safe = text.replace(/[<>&"']/g, ' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><text x="20" y="130" transform="rotate(-22 160 100)" font-size="14" font-family="sans-serif" fill="#808080" fill-opacity="0.16">${safe}</text></svg>`;
}
