/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dialled, type HelpLine, nameOf } from './help-lines.ts';
import { LANGUAGES, type Language } from './language.ts';

/** The heading of a screen. A new screen moves the focus to it, so that a screen reader reads on from there. */
export function Heading({ of, quiet = false, children }: { of: string; quiet?: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (quiet) return;
    place.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [of, quiet]);
  return (
    <h1 ref={place} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface HelpProps {
  readonly lines: readonly HelpLine[];
  readonly language: Language;
  readonly heading: string;
  readonly call: (line: { name: string; number: string }) => string;
}

/** The help lines, each one tap from being dialled. */
export function HelpList({ lines, language, heading, call }: HelpProps) {
  return (
    <section class="help" aria-labelledby="help">
      <h2 id="help">{heading}</h2>
      <ul>
        {lines.map((line) => {
          const name = nameOf(line, language);
          return (
            <li key={line.number}>
              <a href={dialled(line.number)} aria-label={call({ name, number: line.number })}>
                <span class="number">{line.number}</span>
                <span class="name">{name}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

interface MastheadProps {
  readonly house: string;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** The name of the house and the other language. */
export function Masthead({ house, language, onLanguage }: MastheadProps) {
  const other = LANGUAGES.find((each) => each !== language) ?? 'en';
  return (
    <header class="masthead">
      <span class="house">
        <svg viewBox="0 0 32 16" width="32" height="16" aria-hidden="true">
          <path d="M2 14q14-18 28 0" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
        </svg>
        {house}
      </span>
      <button type="button" class="plain" lang={other} onClick={() => onLanguage(other)}>
        {NAMES[other]}
      </button>
    </header>
  );
}

/** Hills and a sun: something quiet to look at where nothing is asked. */
export function Landscape() {
  return (
    <svg class="landscape" viewBox="0 0 320 96" aria-hidden="true" preserveAspectRatio="xMidYMax slice">
      <circle cx="236" cy="40" r="18" class="sun" />
      <path d="M0 84q60-52 128-18t192-26v56H0z" class="far" />
      <path d="M0 92q92-38 176-10t144-14v28H0z" class="near" />
    </svg>
  );
}
