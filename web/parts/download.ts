import { asProblem, problemOf } from '#web/frame/problem.ts';
import { chosenAppointment } from '#web/frame/appointment.ts';
import { currentLanguage } from '#web/frame/words.ts';

/** Fetches a file in the reader's language and appointment, and gives it to the browser to keep. Throws a ProblemError. */
export async function download(path: string, name: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const appointment = chosenAppointment();
  const headers = {
    ...more,
    'accept-language': currentLanguage(),
    ...(appointment === null ? {} : { 'x-appointment': appointment }),
  };
  const answer = await fetch(path, { headers }).catch((fault: unknown) => {
    throw asProblem(fault);
  });
  if (!answer.ok) throw await problemOf(answer, await answer.json().catch(() => null));
  saveFile(await answer.blob(), name);
}

/** Gives a file to the browser to keep. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
