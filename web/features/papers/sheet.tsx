import type { Paper } from './making.ts';

type Line = Paper['about'][number];

/** The paper as it will lie on a table; always dark on white. What stands at its foot is at the foot of every printed page. */
export function Sheet({ paper }: { paper: Paper }) {
  const { title, to, about, opening, sections, closing, from, day, foot } = paper;
  return (
    <article className="sheet" lang={paper.language} aria-label={title}>
      <div className="sheet-body">
        <h2 className="sheet-title">{title}</h2>
        {to === null ? null : <p>{to}</p>}
        <table className="sheet-about">
          <tbody>
            {about.map(({ label, text }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {opening === null ? null : <p className="sheet-text">{opening}</p>}
        {sections.map((section) => (
          <section key={section.title}>
            <h3>{section.title}</h3>
            <ul>{keyed(section.lines).map(([key, line]) => listed(key, line))}</ul>
          </section>
        ))}
        {closing === null ? null : <p className="sheet-text">{closing}</p>}
        <p className="sheet-end">{from}</p>
        <p className="sheet-end">{day}</p>
      </div>
      <footer className="sheet-foot">{foot}</footer>
    </article>
  );
}

/** Two lines of a story may read alike. */
function keyed(lines: readonly Line[]): readonly (readonly [string, Line])[] {
  return lines.map((line, at) => [`${at} ${line.label}`, line] as const);
}

function listed(key: string, { label, text }: Line) {
  return (
    <li key={key}>
      {label === null ? null : <strong>{label}</strong>}
      <span>{text}</span>
    </li>
  );
}
