// A place onto which a file or a text is dropped, and the control with which a file is chosen.
import type { PresendElement } from "./base.js";

interface Place extends PresendElement {
  /** Whether something is held over it. */
  dropping: boolean;
}

/** @param take takes what was dropped or chosen */
export const dropping = (host: Place, take: (given: File | string) => void) => ({
  over(event: DragEvent): void {
    event.preventDefault();
    host.dropping = true;
  },
  leave({ relatedTarget }: DragEvent): void {
    host.dropping = host.renderRoot.contains(relatedTarget as Node | null);
  },
  drop(event: DragEvent): void {
    event.preventDefault();
    host.dropping = false;
    const data = event.dataTransfer as DataTransfer;
    take(data.files[0] ?? data.getData("text"));
  },
  choose({ target }: Event): void {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) take(file);
    // The same file can be chosen again.
    input.value = "";
  },
});
