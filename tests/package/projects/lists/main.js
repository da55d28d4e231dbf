import { open } from "presend/worker";

const contacts = "Name,Phone\nPriya,+91 98765 43210\nBen,not given\nJonas,+49 1512 3456789\n";
// A File that was dropped or chosen will do as well.
const list = open(contacts, { onProgress: (done, total) => console.log(`${done} of ${total}`) });
const { rows, blocked } = await list.done;
const [first] = await list.rows(0, 1);
document.querySelector("output").textContent = `${rows} rows, ${blocked} blocked, first ${first.digits}`;
list.close();
