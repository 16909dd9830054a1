import { describe, expect, it } from 'vitest';
import { judgeTreeChange, type TreeChange, type TreePlace } from './tree-change.ts';

const place = (kind: string, path: string, more: Partial<TreePlace> = {}): TreePlace => ({
  id: path,
  kind,
  path,
  parent: path.replace(/[^/]+\/$/, ''),
  since: '2020-09-01',
  closed: false,
  ...more,
});
const city = place('city', '/c/', { parent: null });
const county = place('county', '/c/a/');
const other = place('county', '/c/b/');
const school = place('school', '/c/a/1/');
const neighbour = place('school', '/c/a/10/');
const judge = (more: Partial<TreeChange>) =>
  judgeTreeChange({
    act: 'moved',
    day: '2026-09-01',
    place: school,
    other,
    lastChange: null,
    today: '2026-11-26',
    ...more,
  });
const wrong = (field: string) => ({ refused: 'fieldInvalid', detail: { field } });

describe('a change of the tree', () => {
  it('moves a school under another county or the city, and merges like into like', () => {
    expect(judge({})).toBeNull();
    expect(judge({ other: city })).toBeNull();
    expect(judge({ act: 'merged', other: neighbour })).toBeNull();
    expect(judge({ act: 'merged', place: county })).toBeNull();
  });

  it('refuses what makes no tree: itself, what lies below it, where it is already, a place of a wrong kind', () => {
    for (const one of [school, county, neighbour, place('hospital', '/c/h/')])
      expect(judge({ other: one })).toEqual(wrong('to'));
    expect(judge({ act: 'merged', place: county, other: school })).toEqual(wrong('to'));
    expect(judge({ act: 'merged', place: county, other: city })).toEqual(wrong('to'));
  });

  it('leaves the city, its centre, counties and classes where they are, and hospitals themselves', () => {
    for (const kind of ['city', 'centre', 'county', 'class'])
      expect(judge({ place: place(kind, '/c/x/') })).toEqual(wrong('to'));
    const hospital = place('hospital', '/c/h/');
    expect(judge({ act: 'merged', place: hospital, other: place('hospital', '/c/i/') })).toEqual(wrong('to'));
  });

  it('is told on its day or later, and never before what the history says', () => {
    expect(judge({ day: '2026-11-26' })).toBeNull();
    for (const day of ['2026-11-27', '2020-09-01', '2019-09-01']) expect(judge({ day })).toEqual(wrong('day'));
    expect(judge({ lastChange: '2026-09-01' })).toEqual(wrong('day'));
    expect(judge({ lastChange: '2026-08-31' })).toBeNull();
    expect(judge({ other: { ...other, since: '2026-10-01' } })).toEqual(wrong('day'));
  });

  it('lets nothing happen to what has ended', () => {
    expect(judge({ place: { ...school, closed: true } })).toEqual({ refused: 'notOpen' });
    expect(judge({ other: { ...other, closed: true } })).toEqual({ refused: 'notOpen' });
  });
});
