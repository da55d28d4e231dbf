// Starts the page for contact lists.
import { load } from "presend";
import { PresendList } from "presend/elements/list";
import { contacts } from "./contacts.js";
import { startLanguage } from "./language.js";
import { register } from "./register.js";
import { startPlatform, startTheme } from "./settings.js";
import { templates } from "./templates.js";

// At once: it is compiled while the page is put together.
const loading = load();
register({ "presend-list": PresendList });
const list = document.querySelector("presend-list") as unknown as PresendList;

startTheme();
startPlatform([list]);
list.templates = templates.filter(({ status }) => status === "APPROVED");
/** What was asked for last. */
let asked = {};
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-rows]")) {
  button.addEventListener("click", async () => {
    const own = {};
    asked = own;
    list.progress = { done: 0, total: 1 };
    const file = await contacts(Number(button.dataset.rows));
    // Unless it was cancelled meanwhile.
    if (asked === own && list.progress) list.read(file);
  });
}
startLanguage();
list.presend = await loading;
