/**
 * The demo city's calendar of 2026 to 2028, which holds the school years 2026-2027 and 2027-2028. National holidays
 * come from chinese-days as far as its data reaches; the rest, and all vacations, are made up. It is NOT any office's.
 */
import chineseDays from 'chinese-days';
import { type Calendar, type CalendarEntry, calendarOf } from '#domain/calendar';
import { addDays, type Day } from '#domain/instant';

const FIRST_DAY: Day = '2026-01-01';
const LAST_DAY: Day = '2028-12-31';
/** chinese-days 1.5.7 knows nothing later and then answers "workday" without a word. */
const LIBRARY_ENDS: Day = '2026-12-31';

/** Invented for the demo, in the shape in which the State Council's office publishes such lists. */
const FICTIONAL: readonly CalendarEntry[] = [
  { kind: 'vacation', name: '寒假', from: '2026-01-31', to: '2026-03-01' },
  { kind: 'vacation', name: '暑假', from: '2026-07-06', to: '2026-08-31' },
  { kind: 'holiday', name: '元旦', from: '2027-01-01', to: '2027-01-03' },
  { kind: 'vacation', name: '寒假', from: '2027-01-25', to: '2027-02-21' },
  { kind: 'holiday', name: '春节', from: '2027-02-05', to: '2027-02-12' },
  { kind: 'holiday', name: '清明节', from: '2027-04-03', to: '2027-04-05' },
  { kind: 'makeUp', name: '劳动节调休', from: '2027-04-25', to: '2027-04-25' },
  { kind: 'holiday', name: '劳动节', from: '2027-05-01', to: '2027-05-05' },
  { kind: 'makeUp', name: '劳动节调休', from: '2027-05-08', to: '2027-05-08' },
  { kind: 'holiday', name: '端午节', from: '2027-06-09', to: '2027-06-09' },
  { kind: 'vacation', name: '暑假', from: '2027-07-05', to: '2027-08-31' },
  { kind: 'holiday', name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
  { kind: 'makeUp', name: '国庆节调休', from: '2027-09-26', to: '2027-09-26' },
  { kind: 'holiday', name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
  { kind: 'makeUp', name: '国庆节调休', from: '2027-10-09', to: '2027-10-09' },
  { kind: 'holiday', name: '元旦', from: '2028-01-01', to: '2028-01-03' },
  { kind: 'vacation', name: '寒假', from: '2028-01-15', to: '2028-02-13' },
  { kind: 'holiday', name: '春节', from: '2028-01-25', to: '2028-02-01' },
  { kind: 'holiday', name: '清明节', from: '2028-04-04', to: '2028-04-04' },
  { kind: 'makeUp', name: '劳动节调休', from: '2028-04-29', to: '2028-04-29' },
  { kind: 'holiday', name: '劳动节', from: '2028-05-01', to: '2028-05-05' },
  { kind: 'holiday', name: '端午节', from: '2028-05-27', to: '2028-05-29' },
  { kind: 'vacation', name: '暑假', from: '2028-07-08', to: '2028-08-31' },
  { kind: 'holiday', name: '国庆节、中秋节', from: '2028-10-01', to: '2028-10-08' },
  { kind: 'makeUp', name: '国庆节调休', from: '2028-10-14', to: '2028-10-14' },
];

/** The published holidays and make-up days of 2026, a day an entry. */
function publishedDays(): CalendarEntry[] {
  const entries: CalendarEntry[] = [];
  for (let day = FIRST_DAY; day <= LIBRARY_ENDS; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day);
    // A listed day is named "English,中文,length"; any other day by its weekday.
    const chinese = name.split(',')[1];
    if (!chinese) continue;
    entries.push({ kind: work ? 'makeUp' : 'holiday', name: work ? `${chinese}调休` : chinese, from: day, to: day });
  }
  return entries;
}

/** Entries as a city enters them, with their names: the published days first. */
export function demoCalendarEntries(): readonly CalendarEntry[] {
  return [...publishedDays(), ...FICTIONAL];
}

export function demoCalendar(): Calendar {
  return calendarOf('demo-2026', [FIRST_DAY, LAST_DAY], demoCalendarEntries());
}
