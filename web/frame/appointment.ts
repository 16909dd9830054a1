const KEY = 'xinqiao.appointment';

/** In which of their appointments the person works in this tab; null: the first one. */
export function chosenAppointment(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Everything on the page belongs to the appointment, so the page begins anew. */
export function chooseAppointment(id: string): void {
  sessionStorage.setItem(KEY, id);
  window.location.assign('/');
}

export function forgetAppointment(): void {
  sessionStorage.removeItem(KEY);
}
