import type { PersonId, Role } from '#domain/role';
import { type Words, words } from '#domain/words';
import { type Chapter, hospitalWords, type Known } from './known-things.ts';
import { type People, titleWords } from './people.ts';

const AT_HOSPITALS: ReadonlySet<Role> = new Set<Role>(['hospitalIntake', 'clinician']);

/**
 * The same people with titles that keep them apart in this story: a hospital's staff by their hospital, the second of two of one role as another. Two
 * signatures of "the school head" would read as one person's.
 */
export function titled(
  people: People,
  chapters: readonly Chapter[],
  known: Known,
  names: ReadonlyMap<string, string>,
): People {
  const titles = new Map<PersonId, Words>();
  for (const { actor, facts } of chapters)
    for (const { stream, fact } of facts) {
      const said = `${actor} ${JSON.stringify(fact)}`;
      for (const [id, person] of people) {
        if (titles.has(id) || !said.includes(id)) continue;
        const title = titleWords(person);
        const hospital = known.hospitalOf.get(stream);
        if (!AT_HOSPITALS.has(person.role)) titles.set(id, apart(title, titles));
        else if (hospital !== undefined) titles.set(id, at(hospitalWords(known, names, hospital), title));
      }
    }
  return new Map([...people].map(([id, person]) => [id, { ...person, title: titles.get(id) ?? titleWords(person) }]));
}

/** `第二家医院` and `医院接诊人员` make `第二家医院接诊人员`; in English "the hospital's" names it. */
function at(hospital: Words, title: Words): Words {
  return words(
    title['zh-CN'].replace('医院', hospital['zh-CN']),
    title.en.replace("the hospital's", `${hospital.en}'s`),
  );
}

function apart(title: Words, taken: ReadonlyMap<PersonId, Words>): Words {
  if (![...taken.values()].some(({ en }) => en === title.en)) return title;
  return words(`另一位${title['zh-CN']}`, title.en.replace(/^(the|an?) /, 'another '));
}
