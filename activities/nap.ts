/** A pause between rounds that ends early when its loop is told to stop. */
export interface Nap {
  over(): boolean;
  sleep(ms: number): Promise<void>;
  end(): void;
}

export function newNap(): Nap {
  let over = false;
  let wakeUp = () => {};
  return {
    over: () => over,
    sleep: (ms) =>
      new Promise((resolve) => {
        if (over) return resolve();
        const timer = setTimeout(resolve, ms);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => {
      over = true;
      wakeUp();
    },
  };
}
