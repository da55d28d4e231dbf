// What a person chose last time; pages opened from disk may keep nothing.
export const memory = {
  get(key: string): string {
    try {
      return localStorage.getItem(`presend-${key}`) ?? "";
    } catch {
      return "";
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(`presend-${key}`, value);
    } catch {
      // Then it is chosen anew next time.
    }
  },
};
