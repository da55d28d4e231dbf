// Starts the page.
import { load } from "presend";

const presend = await load();
const version = document.querySelector("#version");
if (version) version.textContent = presend.version.package;
