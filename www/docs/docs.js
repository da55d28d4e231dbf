// All that the documentation does by script: the colours that were chosen on the main page, and how old the facts are.
// Everything can be read without it.
try {
  const theme = localStorage.getItem("presend-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A page opened from disk may keep nothing, and then nothing was chosen.
}

const OLD = 180;
const asOf = document.querySelector("footer time");
const days = Math.floor((Date.now() - Date.parse(asOf?.dateTime ?? "")) / 86_400_000);
if (days > OLD) {
  const warning = document.createElement("p");
  warning.className = "old";
  warning.textContent = `These facts were last looked at ${days} days ago. Look for a newer version before you rely on them.`;
  document.querySelector("h1")?.after(warning);
}
