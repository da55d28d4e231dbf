// Starts the page for contact lists.
import { load } from "presend";
import type { PresendList } from "presend/elements";
import "presend/elements";
import { contacts } from "./contacts.js";
import { startPlatform, startTheme } from "./settings.js";
import { templates } from "./templates.js";

// At once: it is compiled while the page is put together.
const loading = load();
const list = document.querySelector("presend-list") as unknown as PresendList;

startTheme();
startPlatform([list]);
list.templates = templates.filter(({ status }) => status === "APPROVED");
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-rows]")) {
  button.addEventListener("click", () => list.read(contacts(Number(button.dataset.rows))));
}
list.presend = await loading;
